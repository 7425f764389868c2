namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>Rule 4.7, end: the hotkey behind a stored winner.</summary>
public static class RealWinner
{
    /// <summary>
    /// The stored winner, except that the placeholder stands for the base winner where there was one.
    /// Surprise 8: a first tournament won by the placeholder has none, and the placeholder itself becomes champion.
    /// </summary>
    public static Hotkey? Of(Hotkey? winner, Hotkey? baseWinner)
    {
        if (Present(winner) is not { } stored) return null;
        return Constants2025_12.IsPlaceholder(stored) && Present(baseWinner) is { } champion ? champion : stored;
    }

    /// <summary>
    /// Who a new tournament defends against: the real winner of the latest completed one of its type.
    /// </summary>
    public static Hotkey? OfLatest(IReadOnlyList<CompletedTournament> history) =>
        history.Count == 0 ? null : Of(history[^1].Winner, history[^1].Base);

    /// <summary>An empty name is no name.</summary>
    internal static Hotkey? Present(Hotkey? hotkey) => hotkey is { Text.Length: > 0 } ? hotkey : null;
}
