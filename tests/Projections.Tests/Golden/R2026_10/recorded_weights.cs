using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;
using static Gradients.Projections.Tests.Golden.RecordedCase;

namespace Gradients.Projections.Tests.Golden.R2026_10;

/// <summary>By how much the challenger of a final was better, and what a weight setting stores of it.</summary>
public sealed class recorded_performance(ITestOutputHelper output) : RecordedFamily("performance", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var tasks = given.GetProperty("tasks").EnumerateArray().ToArray();
        var type = Tournament(given.GetProperty("tournament"));
        if (!tasks.All(task => task.GetProperty("exists").GetBoolean() && OnlyOpponent(task.GetProperty("rows"))))
        {
            LeaveOut("a task that does not exist, or a third hotkey in the final");
            return;
        }
        var story = Final(type);
        for (var i = 0; i < tasks.Length; i++)
            Decided(type == TournamentType.Environment
                ? recorded_env_boss_round.Recorded(story, $"task-{i}", tasks[i])
                : recorded_boss_round.Recorded(story, $"task-{i}", tasks[i]), $"task-{i}");
        if (TournamentRules.Forbid(Running(story), new RoundClosed([], [], 2)) is not null)
        {
            LeaveOut("drawn tasks that wait for stand-ins: the tournament is not completed yet");
            return;
        }
        var winner = story.CloseRound(Id).Complete(Id).State.History(type).Latest!.Summary.Winner;
        if (type == TournamentType.Environment && winner != Key(given.GetProperty("winner")))
        {
            LeaveOut("a stored winner that the scores do not lead to");
            return;
        }
        var found = Finished(story, type).Performance;
        var perf = expected.GetProperty("perf");
        Same(perf.GetArrayLength(), found.Tasks.Length);
        for (var i = 0; i < found.Tasks.Length; i++)
        {
            Same(perf[i][0].GetInt32(), found.Tasks[i].Task);
            SameNumber(perf[i][1], found.Tasks[i].Boss);
            SameNumber(perf[i][2], found.Tasks[i].Challenger);
            SameNumber(perf[i][3], found.Tasks[i].Difference);
            Same(perf[i][4].GetBoolean(), found.Tasks[i].ChallengerWon, $"won {i}");
        }
        SameNumber(expected.GetProperty("median"), found.Median);
        story.Observe(Boss, Opponent).DeriveWeights();
        SameNumber(expected.GetProperty("stored"), story.State.History(type).Completed[^1].StoredPerformance);
        Audited(story);
    }
}

/// <summary>Places and finals of completed tournaments, and how they split their pool.</summary>
public sealed class recorded_rank_split(ITestOutputHelper output) : RecordedFamily("rank_split", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        if (given.TryGetProperty("total", out _))
        {
            LeaveOut("a number of entries and a rank");
            return;
        }
        var data = given.GetProperty("data");
        var final = data.GetProperty("rounds").EnumerateArray()
            .Where(round => round.GetProperty("final").GetBoolean()).ToArray();
        var positions = data.GetProperty("final_positions").EnumerateArray().ToArray();
        string[][] tasks = final.Length == 0 ? []
            : [.. final[0].GetProperty("tasks").EnumerateArray().Select(task => Texts(task).ToArray())];
        var story = Won(data, positions.Length > 0, final.Length > 0, tasks);
        if (story is null)
        {
            LeaveOut("no winner, or a final that others played than the winner and the boss");
            return;
        }
        if (positions.Length > 0)
            story.Tell(Id, new PlacesAwarded(
                [.. positions.Select(p => new AwardedPlace(Key(p[0])!.Value, p[1].GetInt32()))]));
        story.Complete(Id);
        SameAmounts(expected, RankSplit.Of(Finished(story, TournamentType.Image).Split), "split", Text);
        Audited(story);
    }

    /// <summary>A tournament with this winner and, where no places say who is paid, with these finals.</summary>
    static Story? Won(JsonElement data, bool hasPlaces, bool hasFinal, string[][] tasks)
    {
        if (data.GetProperty("winner").GetString() is not { } winner)
            return null;
        var champion = data.GetProperty("base_winner").GetString();
        if (hasPlaces)
        {
            var opponent = winner == Boss ? Opponent : winner;
            return Final(TournamentType.Image, opponent, champion).Play(
                Id, "final", 0, TaskType.ImageTask, (opponent, winner == Boss ? 2.0 : 0.5), (Boss, 1.0)).CloseRound(Id);
        }
        var challengers = tasks.SelectMany(task => task).Where(hotkey => hotkey != Boss).Distinct().ToArray();
        if (!hasFinal || challengers.Length > 1 || (winner != Boss && challengers.SingleOrDefault() != winner))
            return null;
        var player = challengers.SingleOrDefault() ?? Opponent;
        var story = Final(TournamentType.Image, player, champion);
        for (var i = 0; i < tasks.Length; i++)
        {
            string[] both = [player, Boss];
            story.Pose(Id, $"task-{i}", 0, [.. tasks[i], .. both.Except(tasks[i])], TaskType.ImageTask);
            foreach (var hotkey in tasks[i])
                story.Measure(Id, $"task-{i}", hotkey, hotkey == Boss ? 1.0 : winner == Boss ? 2.0 : 0.5);
            // Without the boss's row a trained opponent has the task, an untrained one has not.
            story.Train(Id, $"task-{i}", player, winner == Boss ? TrainingStatus.Failure : TrainingStatus.Success);
            Decided(story, $"task-{i}");
        }
        story.CloseRound(Id);
        return Last<RoundClosed>(story).Advanced.Single().Text == winner ? story : null;
    }
}

/// <summary>Fields of completed and running tournaments, and the base shares that follow from their sizes.</summary>
public sealed class recorded_entrant_counts(ITestOutputHelper output) : RecordedFamily("entrant_counts", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        if (given.GetProperty("environment").EnumerateArray().Any(past =>
            past[0].GetString() == "completed" && past[1].GetInt32() < Constants2026_10.EntrantMinimum))
        {
            LeaveOut("a completed environment tournament with less than two miners and the boss");
            return;
        }
        var story = new Story(Constants2026_10.RulebookId);
        foreach (var (name, type) in Types)
        {
            var history = given.GetProperty(name).EnumerateArray().ToArray();
            for (var i = 0; i < history.Length; i++)
                Play(story, $"{name}-{i}", type, history[i][0].GetString()!, history[i][1].GetInt32());
        }
        var pools = Setting2026_10.PoolsOf(story.State).Types.InOrder;
        for (var i = 0; i < pools.Length; i++)
            SameNumber(expected.GetProperty("base")[i], pools[i].Base);
    }

    internal static readonly (string Name, TournamentType Type)[] Types =
        [("text", TournamentType.Text), ("image", TournamentType.Image), ("environment", TournamentType.Environment)];

    /// <param name="records">
    /// Participants with the boss. Below three the rule looks no closer; a ledger completes none with less than two.
    /// </param>
    static void Play(Story story, string id, TournamentType type, string status, int records)
    {
        if (status == "pending" || (status == "cancelled" && records % 2 == 0))
        {
            story.Announce(id, type);
        }
        else
        {
            var least = type == TournamentType.Environment ? 3 : 2;
            string[] entrants = [.. Enumerable.Range(1, Math.Max(least, records) - 1).Select(i => $"{id}-{i}")];
            story.Announce(id, type).Fill(id, entrants);
            if (status == "completed" && GoldenFinal.Play(story, id, type, entrants, defended: true, 0.0))
                story.Complete(id);
        }
        if (status == "cancelled")
            story.Tell(id, new TournamentCancelled("golden"));
    }
}
