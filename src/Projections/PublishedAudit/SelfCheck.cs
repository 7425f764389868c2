using System.Collections.Immutable;
using Gradients.Ledger;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Projections.PublishedAudit;

/// <summary>What of the payload follows from other parts of it, and what contradicts them.</summary>
/// <param name="Tasks">How many tasks were ranked again from their published losses.</param>
/// <param name="Findings">One plain sentence for each contradiction.</param>
sealed record SelfCheck(int Tasks, ImmutableArray<string> Findings)
{
    public static SelfCheck Of(Payload payload)
    {
        var findings = ImmutableArray.CreateBuilder<string>();
        var tasks = Tournament(payload.Text, findings) + Tournament(payload.Image, findings);
        Shares(payload, findings);
        return new SelfCheck(tasks, findings.DrainToImmutable());
    }

    static int Tournament(PublishedTournament? tournament, ImmutableArray<string>.Builder findings)
    {
        if (tournament is null) return 0;
        var tasks = 0;
        for (var r = 0; r < tournament.Rounds.Length; r++)
        {
            var round = tournament.Rounds[r];
            if (r > 0 && round.Number <= tournament.Rounds[r - 1].Number)
                findings.Add($"{tournament.Name}: round {round.Number} stands after a later round.");
            if (round.IsFinal && r < tournament.Rounds.Length - 1)
                findings.Add($"{tournament.Name}: the final, round {round.Number}, is not the last round.");
            foreach (var task in round.Tasks)
            {
                tasks++;
                Task($"{tournament.Name}, round {round.Number}, task {task.Id}", task, findings);
            }
        }
        if (!TitleCheck.IsPossible(tournament))
            findings.Add($"{tournament.Name}: no streak and no training status make {tournament.Winner} the winner.");
        return tasks;
    }

    static void Task(string where, PublishedTask task, ImmutableArray<string>.Builder findings)
    {
        var winner = PublishedRows.Winner(task);
        if (winner != task.Winner)
            findings.Add($"{where}: the scores make {Name(winner)} the winner, the file says {Name(task.Winner)}.");

        var type = PublishedRows.IsGrpo(task) is true ? TaskType.GrpoTask : TaskType.InstructTextTask;
        var ranked = TaskRanking.Rank(type, PublishedRows.Rows(task));
        for (var i = 0; i < task.Scores.Length; i++)
        {
            var published = task.Scores[i];
            if (ranked[i] is not { } score || score.Score == published.Quality) continue;
            findings.Add($"{where}: {published.Hotkey} has score {published.Quality}; its losses give {score.Score}.");
        }
    }

    static void Shares(Payload payload, ImmutableArray<string>.Builder findings)
    {
        var burn = 1.0 - payload.TextWeight - payload.ImageWeight;
        if (burn != payload.BurnWeight)
            findings.Add($"burn_weight is {payload.BurnWeight}; the two tournament weights leave {burn}.");
        Range("text_tournament_weight", payload.TextWeight,
            Constants2025_12.TextWeight, Constants2025_12.TextWeightCap, findings);
        Range("image_tournament_weight", payload.ImageWeight,
            Constants2025_12.ImageWeight, Constants2025_12.ImageWeightCap, findings);
    }

    static void Range(string name, double weight, double least, double most, ImmutableArray<string>.Builder findings)
    {
        if (weight < least || weight > most)
            findings.Add($"{name} is {weight}, outside of the {least} to {most} that the rulebook allows.");
    }

    static string Name(Hotkey? hotkey) => hotkey?.Text ?? "nobody";
}
