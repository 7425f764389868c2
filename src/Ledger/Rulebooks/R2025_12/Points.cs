using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>The task winners of one round (rule 4.2, null where nobody won), in row order of its tasks.</summary>
public readonly record struct WonRound(int Number, bool IsFinal, ImmutableArray<Hotkey?> TaskWinners);

/// <summary>Rule 4.10, first half: who earned how many points in a tournament.</summary>
public static class Points
{
    /// <summary>
    /// Every task won earns round number times type weight, except to the winner of the tournament.
    /// Surprise 7: in the final too the quality score decides, not the boss's margin; so a challenger who lost the
    /// title earns, and a dethroned champion, entered as the placeholder, does not.
    /// </summary>
    /// <param name="type">Its base weight scales the points.</param>
    /// <param name="baseWinner">The champion when the tournament was announced.</param>
    /// <param name="winner">As stored.</param>
    /// <param name="rounds">By number.</param>
    public static PointTable Of(
        TournamentType type, Hotkey? baseWinner, Hotkey? winner, ReadOnlySpan<WonRound> rounds)
    {
        var real = RealWinner.Of(winner, baseWinner);
        var hasBase = RealWinner.Present(baseWinner) is not null;
        var weight = Constants2025_12.BaseWeight(type);
        var scores = new List<HotkeyAmount>();
        var places = new Dictionary<Hotkey, int>();
        var wonFinal = false;
        foreach (var round in rounds)
        {
            var points = round.Number * weight;
            foreach (var won in round.TaskWinners)
            {
                if (won is not { } hotkey) continue;
                if (hotkey == real || (hasBase && Constants2025_12.IsPlaceholder(hotkey)))
                {
                    wonFinal |= round.IsFinal;
                    continue;
                }
                if (places.TryGetValue(hotkey, out var place))
                {
                    // Added once for each task, never multiplied: 0.15 + 0.3 is not 0.45.
                    scores[place] = new HotkeyAmount(hotkey, scores[place].Amount + points);
                    continue;
                }
                places.Add(hotkey, scores.Count);
                scores.Add(new HotkeyAmount(hotkey, 0.0 + points));
            }
        }
        return new PointTable([.. scores], real, wonFinal);
    }
}
