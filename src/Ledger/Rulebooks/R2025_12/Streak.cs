namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>
/// Rule 4.11: how many completed tournaments of a type a champion has won in a row, up to the latest.
/// </summary>
public static class Streak
{
    /// <param name="champion">The hotkey asked about.</param>
    /// <param name="history">
    /// Completed tournaments of one type, oldest first. Surprise 13: the reference reads its whole table, which is the
    /// same as "created before this one" because tournaments of a type never overlap.
    /// </param>
    public static int Of(Hotkey champion, IReadOnlyList<CompletedTournament> history)
    {
        var wins = 0;
        for (var i = history.Count - 1; i >= 0 && IsWin(champion, history[i].Winner, history[i].Base); i--) wins++;
        return wins;
    }

    /// <summary>Won under the own hotkey, or kept by the placeholder while this hotkey was the base winner.</summary>
    public static bool IsWin(Hotkey champion, Hotkey? winner, Hotkey? baseWinner) =>
        RealWinner.Present(winner) is { } stored
        && (stored == champion || (Constants2025_12.IsPlaceholder(stored) && baseWinner == champion));
}
