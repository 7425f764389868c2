using System.Collections.Immutable;
using Gradients.Ledger.Tournaments;

namespace Gradients.Runners.Conductor;

/// <summary>Tasks of a running round in whose place another is to be posed.</summary>
static class StandIns
{
    /// <summary>The rulebook's word for a final that waits for the stand-ins of its drawn tasks.</summary>
    internal const string Due = "draws_to_play";

    /// <summary>
    /// Replaced tasks without a stand-in; and drawn ones, where the rulebook has them played again. All of those of one
    /// final get theirs, once, however often whoever poses them is killed.
    /// </summary>
    internal static ImmutableArray<PosedTask> Lacking(Tournament.Running running)
    {
        var round = running.Round!;
        var played = round.Tasks.Any(task => StandsForDrawn(round, task))
            || (round.Tasks.Any(task => task.IsDrawn) && CloseRound.Forbid(running) is { Code: Due });
        return
        [
            .. round.Tasks.Where(task =>
                (task.IsReplaced || (played && task.IsDrawn && !StandsForDrawn(round, task)))
                && !round.Tasks.Any(other => other.Posed.Replaces == task.Id)),
        ];
    }

    /// <summary>A stand-in that is drawn once more gets no other.</summary>
    static bool StandsForDrawn(Round round, PosedTask task) =>
        task.Posed.Replaces is { } id && round.Find(id) is { } before
        && (before.IsDrawn || StandsForDrawn(round, before));
}
