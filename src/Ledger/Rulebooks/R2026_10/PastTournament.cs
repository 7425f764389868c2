using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>All that weights read of an earlier tournament. Histories list them by creation, oldest first.</summary>
/// <param name="Id">The tournament's id.</param>
/// <param name="Status">Cancelled ones count for nothing; pending and active ones only as the newest.</param>
/// <param name="Participants">How many participant records it has, the placeholder's included.</param>
/// <param name="Winner">As stored: the placeholder where the champion kept the title.</param>
/// <param name="Base">The champion when it was announced.</param>
/// <param name="FreshPerformance">The median performance difference of its final.</param>
/// <param name="StoredPerformance">The difference stored at a weight setting, absent while none was.</param>
public sealed record PastTournament(
    string Id,
    PastStatus Status,
    int Participants,
    Hotkey? Winner = null,
    Hotkey? Base = null,
    double FreshPerformance = 0.0,
    double? StoredPerformance = null);

/// <summary>How far a tournament came.</summary>
public enum PastStatus
{
    Pending,
    Active,
    Completed,
    Cancelled,
}

/// <summary>One value for each of the three types.</summary>
public readonly record struct PerType<T>(T Text, T Image, T Environment)
{
    public PerType<TOther> Select<TOther>(Func<T, TOther> of) => new(of(Text), of(Image), of(Environment));

    public ImmutableArray<T> InOrder => [Text, Image, Environment];
}
