namespace Gradients.Ledger.Rulebooks.R2025_09;

/// <summary>The winner as stored and the champion when it was announced.</summary>
public readonly record struct PastWinner(Hotkey? Winner, Hotkey? Base);

/// <summary>Rule 4.5: the champion's streak and the margin that goes with it.</summary>
public static class Streak
{
    /// <param name="history">Completed tournaments of the type, oldest first.</param>
    public static int Of(Hotkey champion, IReadOnlyList<PastWinner> history)
    {
        var wins = 0;
        for (var i = history.Count - 1; i >= 0 && IsWin(champion, history[i]); i--) wins++;
        return wins;
    }

    /// <summary>By which fraction a challenger must be better. No win at all is like one.</summary>
    public static double Margin(int wins) => wins switch
    {
        <= 1 => Constants2025_09.MarginFirst,
        2 => Constants2025_09.MarginSecond,
        _ => Constants2025_09.MarginLater,
    };

    static bool IsWin(Hotkey champion, PastWinner past) =>
        past.Winner is { } winner
        && (winner == champion || (Constants2025_09.IsPlaceholder(winner) && past.Base == champion));
}
