using System.Collections.Immutable;
using Gradients.Ledger;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Projections.PublishedAudit;

/// <summary>
/// Whether the stated winner can have won the final. The file holds the losses but neither the champion's streak,
/// which sets the margin, nor training statuses: all possible ones are tried.
/// </summary>
static class TitleCheck
{
    /// <summary>From the eighth win in a row on the margin is at its floor and does not change.</summary>
    const int StreaksThatDiffer = 8;

    static readonly TrainingStatus[] Statuses = [TrainingStatus.Success, TrainingStatus.Failure];

    public static bool IsPossible(PublishedTournament tournament)
    {
        var final = Final(tournament);
        // Rule 4.7: without a final the placeholder is stored.
        if (final is null) return tournament.Winner is null || tournament.Winner == Constants2025_12.Placeholder;
        if (!TellsItsTypes(final)) return true;
        for (var wins = 0; wins <= StreaksThatDiffer; wins++)
            foreach (var status in Statuses)
                if (Winner(final, BossMargin.After(wins), status) == tournament.Winner) return true;
        return false;
    }

    /// <summary>Whether the losses alone settle the title, whatever the streak and the statuses were.</summary>
    public static bool IsCertain(PublishedTournament tournament)
    {
        var final = Final(tournament);
        if (final is null || !TellsItsTypes(final)) return false;
        for (var wins = 0; wins <= StreaksThatDiffer; wins++)
            foreach (var status in Statuses)
                if (Winner(final, BossMargin.After(wins), status) != tournament.Winner) return false;
        return true;
    }

    /// <summary>
    /// False where nobody was ranked though losses are there: bigger or smaller may have been better.
    /// </summary>
    static bool TellsItsTypes(PublishedRound final)
    {
        foreach (var task in final.Tasks)
            foreach (var score in task.Scores)
                if (score.Loss is not null && PublishedRows.IsGrpo(task) is null) return false;
        return true;
    }

    static PublishedRound? Final(PublishedTournament tournament)
    {
        foreach (var round in tournament.Rounds)
            if (round.IsFinal) return round;
        return null;
    }

    static Hotkey Winner(PublishedRound final, double margin, TrainingStatus status)
    {
        var winners = ImmutableArray.CreateBuilder<Hotkey>(final.Tasks.Length);
        foreach (var task in final.Tasks)
        {
            var rows = ImmutableArray.CreateRange(PublishedRows.Rows(task), row => row with { Training = status });
            var type = PublishedRows.IsGrpo(task) is true ? TaskType.GrpoTask : TaskType.InstructTextTask;
            winners.Add(BossRound.Judge(margin, type, rows));
        }
        return BossRound.Decide(winners.MoveToImmutable());
    }
}
