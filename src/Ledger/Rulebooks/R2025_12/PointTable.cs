using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>Rule 4.10: the points of a tournament and the weights that follow from them.</summary>
/// <param name="Scores">In order of first earning: later sums depend on it.</param>
/// <param name="PrevWinner">The real winner of the tournament.</param>
/// <param name="PrevWonFinal">Whether the winner had the best quality score in some task of the final.</param>
public sealed record PointTable(ImmutableArray<HotkeyAmount> Scores, Hotkey? PrevWinner, bool PrevWonFinal)
{
    public static readonly PointTable Empty = new([], null, false);

    /// <summary>
    /// Surprise 10: where nobody but the winner won a task there are no scores, hence no weights, though there is a
    /// winner: all of the type's weight is burnt.
    /// </summary>
    public ImmutableArray<HotkeyAmount> Weights() => Scores.IsEmpty ? [] : Map(Scores, PrevWinner, PrevWonFinal);

    /// <summary>The mapping itself; without scores a winner gets all.</summary>
    public static ImmutableArray<HotkeyAmount> Map(
        ImmutableArray<HotkeyAmount> scores, Hotkey? winner, bool wonFinal) =>
        DecliningShares.ByAmount(Constants2025_12.RankDecay, Ranked(scores, winner, wonFinal));

    static List<HotkeyAmount> Ranked(ImmutableArray<HotkeyAmount> scores, Hotkey? winner, bool wonFinal)
    {
        var list = new List<HotkeyAmount>(scores.Length + 1);
        var largest = double.NegativeInfinity;
        var occurs = false;
        foreach (var score in scores)
        {
            if (!(score.Amount > 0.0)) continue;
            list.Add(score);
            if (score.Amount > largest) largest = score.Amount;
            occurs |= score.Hotkey == winner;
        }
        if (winner is not { } real) return list;
        if (!wonFinal && occurs) list.Add(new HotkeyAmount(real, largest - Constants2025_12.ReturningWinnerGap));
        else list.Insert(0, new HotkeyAmount(real, double.PositiveInfinity));
        return list;
    }
}
