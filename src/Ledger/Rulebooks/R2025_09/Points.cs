using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Rulebooks.R2025_09;

/// <summary>The task winners of one round by quality score, null where nobody won, in row order of its tasks.</summary>
public readonly record struct WonRound(int Number, bool IsFinal, ImmutableArray<Hotkey?> TaskWinners);

/// <summary>Rule 4.10: the points of a tournament and the weights that follow from them.</summary>
/// <param name="Scores">In order of first earning: later sums depend on it.</param>
/// <param name="Winner">The real winner of the tournament.</param>
/// <param name="WonFinal">Whether the winner had the best quality score in some task of the final.</param>
public sealed record Points(ImmutableArray<HotkeyAmount> Scores, Hotkey? Winner, bool WonFinal)
{
    /// <summary>The winner comes before everybody with points, and gets all where nobody has any.</summary>
    public ImmutableArray<HotkeyAmount> Weights()
    {
        var list = Scores.Where(score => score.Amount > 0.0).ToList();
        if (Winner is { } winner) list.Insert(0, new HotkeyAmount(winner, double.PositiveInfinity));
        return DecliningShares.ByAmount(Constants2025_09.RankDecay, list);
    }

    /// <summary>
    /// Every task won earns round number times type weight, except to the winner of the tournament and to the
    /// placeholder that stands for a champion.
    /// </summary>
    public static Points Of(TournamentType type, Hotkey? baseWinner, Hotkey? winner, ReadOnlySpan<WonRound> rounds)
    {
        var real = RealWinner(winner, baseWinner);
        var scores = new List<HotkeyAmount>();
        var wonFinal = false;
        foreach (var round in rounds)
        {
            var points = round.Number * Constants2025_09.TypeWeight(type);
            foreach (var won in round.TaskWinners)
            {
                if (won is not { } hotkey) continue;
                if (hotkey == real || (HasName(baseWinner) && Constants2025_09.IsPlaceholder(hotkey)))
                {
                    wonFinal |= round.IsFinal;
                    continue;
                }
                // Added once for each task, never multiplied.
                var place = scores.FindIndex(score => score.Hotkey == hotkey);
                if (place < 0) scores.Add(new HotkeyAmount(hotkey, 0.0 + points));
                else scores[place] = new HotkeyAmount(hotkey, scores[place].Amount + points);
            }
        }
        return new Points([.. scores], real, wonFinal);
    }

    static Hotkey? RealWinner(Hotkey? winner, Hotkey? baseWinner) =>
        winner == Constants2025_09.Placeholder && HasName(baseWinner) ? baseWinner : winner;

    static bool HasName(Hotkey? hotkey) => hotkey is { Text.Length: > 0 };
}
