using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections;

/// <summary>What all standings of a tournament have in common.</summary>
/// <param name="Champion">Who defends the title; the placeholder plays for it.</param>
internal sealed record FieldHead(string Tournament, TournamentType Type, Hotkey? Champion)
{
    public static FieldHead Of(in Recorded e, TournamentAnnounced fact)
    {
        // An empty name is no name, as in rule 4.7.
        var champion = fact.DefendingChampion is { Text.Length: > 0 } named ? named : (Hotkey?)null;
        return new(Streams.TournamentId(e.Stream), fact.Type, champion);
    }
}

/// <summary>How one hotkey stands in a tournament: the row of <see cref="Standings"/>.</summary>
internal sealed record Standing(FieldHead Field, Hotkey Hotkey, StandingStatus Status) : Row
{
    /// <summary>Its entry; absent for the placeholder, which never enters.</summary>
    public EntrySubmitted? Submission { get; init; }

    public string? Refusal { get; init; }

    /// <summary>All fees that arrived for the entry, in RAO.</summary>
    public long PaidRao { get; init; }

    /// <summary>The round that put it out, or 0.</summary>
    public int EliminatedIn { get; init; }

    public int TasksWon { get; init; }

    public double Points { get; init; }

    public long Position { get; init; }

    public override Table Table => Standings.Table;

    public override KeyValues Key => new(Field.Tournament, Hotkey.Text);

    string StatusWord => Status switch
    {
        StandingStatus.Entered => "entered",
        StandingStatus.Accepted => "accepted",
        StandingStatus.Refused => "refused",
        StandingStatus.Alive => "alive",
        StandingStatus.Eliminated => "eliminated",
        StandingStatus.Champion => "champion",
        _ => "cancelled",
    };

    protected override ImmutableArray<object?> LayOut() =>
    [
        Field.Tournament,
        Hotkey.Text,
        Cell.Of(Field.Type),
        StatusWord,
        Refusal,
        EliminatedIn > 0 ? Cell.Of(EliminatedIn) : null,
        Cell.Of(TasksWon),
        Points,
        Submission?.Repository,
        Submission?.Commit,
        Submission?.Coldkey,
        PaidRao,
        Constants2025_12.IsPlaceholder(Hotkey) ? Field.Champion?.Text : null,
        Position,
    ];
}

/// <summary>From an entry to its end, or to a cancellation that leaves it without a result.</summary>
internal enum StandingStatus
{
    Entered,
    Accepted,
    Refused,
    Alive,
    Eliminated,
    Champion,
    Cancelled,
}
