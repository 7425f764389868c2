using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Tournaments;
using static Gradients.Projections.Tests.Golden.RecordedCase;

namespace Gradients.Projections.Tests.Golden.R2026_10;

/// <summary>Tournaments whose final ends with a given winner and exactly a given performance difference.</summary>
static class GoldenFinal
{
    /// <summary>From the closed field to the closed final; the first entrant is the boss's opponent.</summary>
    /// <returns>Whether there is such a final.</returns>
    public static bool Play(
        Story story, string id, TournamentType type, string[] entrants, bool defended, double difference)
    {
        if (type == TournamentType.Environment)
            return OfScores(story, id, entrants, defended, difference);
        var task = type == TournamentType.Image ? TaskType.ImageTask : TaskType.InstructTextTask;
        story.Draw(id, entrants).Pose(id, $"{id}-one", 0, entrants, task).Measure(id, $"{id}-one", entrants[0], 1.0)
            .Decide(id, $"{id}-one").CloseRound(id).Draw(id, [entrants[0], Boss]);
        return OfLosses(story, id, task, entrants[0], defended, difference);
    }

    /// <summary>
    /// One task has the difference; where it alone would give the title to the wrong one, tasks with a single loss
    /// (they have no difference) tip it.
    /// </summary>
    static bool OfLosses(Story story, string id, TaskType task, string opponent, bool defended, double difference)
    {
        if (Losses(difference) is not var (boss, challenger))
            return false;
        story.Play(id, $"{id}-difference", 0, task, (opponent, challenger), (Boss, boss));
        var won = TaskVerdict.BeatsByMargin(boss, challenger, higherIsBetter: false);
        var tips = won != defended ? 0 : defended ? 2 : 1;
        for (var i = 0; i < tips; i++)
            story.Pose(id, $"{id}-tip-{i}", 0, [opponent, Boss], task)
                .Measure(id, $"{id}-tip-{i}", defended ? Boss : opponent, 1.0).Train(id, $"{id}-tip-{i}", opponent)
                .Decide(id, $"{id}-tip-{i}");
        story.CloseRound(id);
        return true;
    }

    /// <summary>Whole losses whose quotient is the difference as written in decimals.</summary>
    static (double Boss, double Challenger)? Losses(double difference)
    {
        for (var challenger = 1e5; challenger <= 1e9; challenger *= 10)
        {
            var boss = challenger + Math.Round(difference * challenger);
            if ((boss - challenger) / challenger == difference)
                return (boss, challenger);
        }
        return null;
    }

    static bool OfScores(Story story, string id, string[] entrants, bool defended, double difference)
    {
        if (Scores(defended, difference) is not var (boss, contender))
            return false;
        var task = $"{id}-final";
        EnvironmentGroup.ToFinal(story, id, entrants)
            .Pose(id, task, 0, [entrants[0], Boss], TaskType.EnvironmentTask)
            .Tell(id, new EnvironmentsNamed(
                [new(EnvironmentKind.Score, Constants2026_10.DecidingEnvironment, null)], task))
            .Measure(id, task, entrants[0], contender).Measure(id, task, Boss, boss).Decide(id, task).CloseRound(id);
        return true;
    }

    /// <summary>
    /// (2c + b - 3) / 3 = w and 0.10 + (w - 0.6) / 8 = difference: neighbours of a solution are tried.
    /// </summary>
    static (double Boss, double Contender)? Scores(bool defended, double difference)
    {
        if (difference == 0.0)
            return defended ? (0.5, 0.25) : (0.5, 0.5);
        var w = 0.6 + ((difference - 0.1) * 8.0);
        var contender = w + (defended ? 0.9 : 1.1);
        for (var step = 0; step < 64; step++, contender = Math.BitIncrement(contender))
        {
            var boss = w + (defended ? 1.2 : 0.8) - 32e-16;
            for (var other = 0; other < 64; other++, boss = Math.BitIncrement(boss))
                if (Difference(boss, contender) == difference)
                    return (boss, contender);
        }
        return null;
    }

    static double Difference(double boss, double contender) =>
        PerformanceDifference.OfEnvironment(
            [new([Constants2026_10.DecidingEnvironment],
                [new(new("c"), null, contender), new(new(Boss), null, boss)])], new("c")).Median;
}
