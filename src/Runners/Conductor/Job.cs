using System.Collections.Immutable;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store.Conducting;
using Gradients.Ledger.Tournaments;

namespace Gradients.Runners.Conductor;

/// <summary>
/// One thing that is to be done next. Each has a natural key: while a job of a key is under way it is not begun again,
/// and what it records carries keys of the same parts, so that nothing of it is ever recorded twice.
/// </summary>
public abstract record Job
{
    private Job()
    {
    }

    public abstract string Key { get; }

    /// <summary>Something follows from the events alone: it is recorded.</summary>
    public sealed record Say(CommandLine Line) : Job
    {
        public override string Key => Line.Key;
    }

    /// <summary>An entry is fetched, checked and built, and then accepted or refused.</summary>
    /// <param name="Rank">Entries of a tournament are settled in this order: the first of equal ones stays.</param>
    public sealed record Check(string Stream, TournamentType Type, Code Entry, int Rank) : Job
    {
        public override string Key => Keys.Of(Stream, "check", Entry.Hotkey.Text, Keys.Number(Entry.Submission));
    }

    /// <summary>A drawn round's tasks are made: what is trained on what, with which rows held out.</summary>
    public sealed record Pose(string Stream, Tournament.Running State, RoundDrawn Drawn) : Job
    {
        public override string Key => Keys.Of(Stream, "pose", Keys.Number(Drawn.Round), Keys.Number(State.Version));
    }

    /// <summary>An attempt is carried out.</summary>
    /// <param name="Code">What it runs; null where the one who defends the title has no code here.</param>
    public sealed record Train(
        string Stream, TournamentType Type, RoundDrawn Drawn, RunKey Run, TaskPosed Task, Code? Code) : Job
    {
        public override string Key => Keys.Of(Run, "train");
    }

    /// <summary>Models are measured: one, or all of a task where scores hang on each other.</summary>
    /// <param name="Reads">What the rulebook decides the task from.</param>
    public sealed record Measure(
        string Stream, RoundDrawn Drawn, TaskPosed Task, ImmutableArray<Trained> Models,
        DecidedFrom Reads) : Job
    {
        public override string Key => Keys.Of(Stream, "measure", Task.Task,
            Models.Length == 1 ? Models[0].Hotkey.Text : "all");
    }

    /// <summary>The winner's code is kept, and that of who came second where it is known.</summary>
    public sealed record Archive(string Stream, TournamentType Type, Code Winner, Code? Second) : Job
    {
        public override string Key => Keys.Of(Stream, "archive");
    }

    /// <summary>Images of entries that nothing will run any more are removed.</summary>
    /// <param name="Wanted">The code whose images stay.</param>
    public sealed record Tidy(ImmutableArray<Code> Wanted) : Job
    {
        internal const string Only = "conduct/tidy";

        public override string Key => Only;

        /// <summary>
        /// What entered a tournament under way, and whoever defends a title: tournaments of one type never overlap, so
        /// there is one of them for each type.
        /// </summary>
        public static Tidy Of(LedgerState state, Desk desk, ConductPlan plan)
        {
            var wanted = ImmutableArray.CreateBuilder<Code>();
            foreach (var live in state.Live)
                if (desk.Find(live.Stream) is { } course)
                    wanted.AddRange(course.Entries.Values);
            foreach (var type in Enum.GetValues<TournamentType>())
            {
                var entered = state.History(type).Champion is { } champion ? desk.CodeOf(type, champion) : null;
                if ((entered ?? plan.Champion(type)) is { } code)
                    wanted.Add(code);
            }
            return new(wanted.ToImmutable());
        }
    }
}

/// <summary>A model that a run left, by the digest of its files.</summary>
public sealed record Trained(Hotkey Hotkey, int Attempt, string Output);

/// <summary>Something only a person can do, or that somebody held back.</summary>
public sealed record Waiting(string Stream, string What);
