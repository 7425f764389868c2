using System.Collections.Immutable;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>What follows a round: who is drawn, in which shape.</summary>
/// <param name="Outcome">Whether there is a next round at all.</param>
/// <param name="Kind">Groups, pairs, or the boss round: one pair, and the final.</param>
/// <param name="Entrants">Who is drawn, in ordinal order; the draw shuffles them.</param>
/// <param name="GroupSizes">Largest first; empty for pairs.</param>
/// <param name="PlaceholderAdded">The placeholder joins though it did not win.</param>
/// <param name="PlaceholderRemoved">
/// The placeholder won and sits out for parity (surprise 15: it is not eliminated).
/// </param>
public sealed record NextRound(
    RoundOutcome Outcome,
    RoundKind Kind,
    ImmutableArray<Hotkey> Entrants,
    ImmutableArray<int> GroupSizes,
    bool PlaceholderAdded,
    bool PlaceholderRemoved)
{
    public bool IsFinal => Kind == RoundKind.Boss;

    /// <summary>How many pairs there are; 0 for groups.</summary>
    public int Pairs => Kind == RoundKind.Group ? 0 : Entrants.Length / 2;
}

/// <summary>Whether and how a tournament goes on after a round.</summary>
public enum RoundOutcome
{
    /// <summary>There is somebody to draw.</summary>
    Drawn,

    /// <summary>The round had no winner: the tournament ends and the placeholder is its winner.</summary>
    NoWinners,

    /// <summary>
    /// Winners, but nobody left to draw. Surprise 16: with the placeholder as only winner the reference makes a final
    /// without pairs and waits for ever; so it does when the nodes of all winners are gone.
    /// </summary>
    NobodyToDraw,
}
