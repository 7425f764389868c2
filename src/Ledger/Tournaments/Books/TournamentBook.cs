using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger.Catalogues;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using FinalPosition = Gradients.Ledger.Rulebooks.R2026_10.FinalPosition;
using GroupTask = Gradients.Ledger.Rulebooks.R2026_10.GroupTask;

namespace Gradients.Ledger.Tournaments;

/// <summary>
/// What a rulebook decides in a tournament. A tournament asks the book it was announced with, to its end; facts that
/// every book takes alike (entries, runs, losses) never come here.
/// </summary>
public abstract class TournamentBook
{
    /// <summary>Every book there is tournaments for, oldest first; each is one object.</summary>
    static readonly ImmutableArray<TournamentBook> All = [new Book2025_09(), new Book2025_12(), new Book2026_10()];

    /// <summary>The rulebook's id.</summary>
    public abstract string Id { get; }

    /// <summary>The hotkey that stands for the defending champion.</summary>
    public abstract Hotkey Placeholder { get; }

    public abstract int MinimumEntrants { get; }

    public static TournamentBook? Find(string id)
    {
        foreach (var book in All)
            if (book.Id == id)
                return book;
        return null;
    }

    internal static TournamentBook Of(string id) =>
        Find(id) ?? throw new UnreachableException($"No tournaments are played under '{id}'.");

    public abstract bool Plays(TournamentType type);

    /// <summary>The entry fee in RAO; null where each announcement names it.</summary>
    public abstract long? FeeRao(TournamentType type);

    /// <summary>The margin that title events name, as a fraction of the boss's loss.</summary>
    /// <param name="streak">Wins in a row of the champion at the announcement.</param>
    public abstract double Margin(int streak);

    internal double Margin(Terms terms) => Margin(terms.Announcement.Streak);

    /// <summary>Whether fields are filled, and places kept, by stake.</summary>
    internal virtual bool ReadsStakes => false;

    /// <summary>Who takes part when the field is closed now, in row order.</summary>
    internal virtual ImmutableArray<Hotkey> Field(Tournament.Open open)
    {
        var field = ImmutableArray.CreateBuilder<Hotkey>();
        foreach (var entry in open.Entries)
            if (entry.Status == EntryStatus.Accepted)
                field.Add(entry.Hotkey);
        return field.DrainToImmutable();
    }

    /// <summary>Who is drawn next, in which shape.</summary>
    internal abstract NextDraw Next(Tournament.Running running);

    /// <summary>Which tasks a drawn round poses, in their order; empty where the rules name none.</summary>
    internal virtual ImmutableArray<DueTask> Due(TournamentType type, RoundDrawn round) => [];

    /// <summary>What a task trains on, for example <c>2xH100</c>.</summary>
    /// <param name="parameters">Of the base model.</param>
    /// <param name="continues">It goes on from an earlier fine-tune.</param>
    internal virtual string Gpu(TaskType type, long parameters, string model, bool continues) =>
        throw new UnreachableException($"{Id} poses no tasks of its own.");

    /// <summary>What a task of a type is decided from in a round of this kind.</summary>
    public virtual DecidedFrom Reads(TaskType type, RoundKind round) => DecidedFrom.Loss;

    /// <summary>Why this task may not be posed in the running round, or null; its slot and entrants are right.</summary>
    internal abstract Refusal? ForbidTask(Terms terms, Round round, TaskPosed fact);

    /// <summary>What deciding a task records; the last of it is the verdict.</summary>
    internal abstract ImmutableArray<TournamentEvent> Decide(Tournament.Running running, PosedTask task);

    /// <summary>The verdict alone, from everything recorded before it.</summary>
    internal abstract TaskDecided Conclude(Tournament.Running running, PosedTask task);

    /// <summary>Why this evidence may not be recorded of an undecided task, or null.</summary>
    internal virtual Refusal? ForbidEvidence(Tournament.Running running, PosedTask task, TaskEvidence fact) =>
        RecordEvidence.NotRead(this, fact);

    /// <summary>How a boss task is decided; asked only where this evidence is not refused.</summary>
    internal virtual TaskEvidence Judge(PosedTask task) =>
        throw new UnreachableException($"{Id} judges no boss task by evidence.");

    /// <summary>One score of each model; asked only where this evidence is not refused.</summary>
    internal virtual TaskEvidence Score(PosedTask task) =>
        throw new UnreachableException($"{Id} scores no task by evidence.");

    /// <summary>Why a task whose rows are settled may not be decided yet, or null.</summary>
    internal virtual Refusal? ForbidVerdict(Tournament.Running running, PosedTask task) => null;

    /// <summary>Why no places may be named for a tournament whose title is decided.</summary>
    internal virtual Refusal? ForbidPlaces(Tournament.Decided decided) =>
        new("places_not_read", $"{Id}: who is paid", $"Rulebook {Id} pays by points, not by places.");

    /// <summary>The places that follow from the rounds, where the rule says them; else empty.</summary>
    internal virtual ImmutableArray<FinalPosition> Places(Tournament.Decided decided) => [];

    /// <summary>The groups of a closed round that later rules still read; default for none.</summary>
    internal virtual ImmutableArray<GroupTask> Remember(Terms terms, Round round) => default;

    /// <summary>Why the round, all tasks of which are decided, may not be closed yet, or null.</summary>
    internal abstract Refusal? ForbidClose(Terms terms, Round round);

    /// <summary>Who goes on, in ordinal order; of the boss round the one winner as stored.</summary>
    internal abstract ImmutableArray<Hotkey> Winners(Terms terms, Round round);

    /// <summary>Whether a participant who did not go on is out.</summary>
    internal virtual bool Eliminates(Round round, Hotkey hotkey) => true;

    /// <summary>How much better the challenger was in the final.</summary>
    internal abstract PerformanceDifference Performance(Tournament.Decided decided);

    /// <summary>Tasks of the final that the pool has as well, where the rule compares the two.</summary>
    internal virtual ImmutableArray<CopiedTask> Copies(Tournament.Decided decided) => [];
}

/// <summary>A decided task of a final that is the same as one of the pool.</summary>
public sealed record CopiedTask(
    TaskType Type, ImmutableArray<Rulebooks.R2025_09.ComparedRow> Rows, string PoolTask);

/// <summary>What a draw deals.</summary>
/// <param name="Entrants">In ordinal order; the draw shuffles them.</param>
/// <param name="Sizes">Of each slot, in slot order.</param>
/// <param name="Joins">Joins a slot after the deal without being dealt, if anybody does.</param>
internal sealed record NextDraw(
    RoundOutcome Outcome, RoundKind Kind, ImmutableArray<Hotkey> Entrants, ImmutableArray<int> Sizes,
    Joining? Joins = null);

/// <summary>A hotkey that is set into a slot.</summary>
internal sealed record Joining(Hotkey Hotkey, int Slot);
