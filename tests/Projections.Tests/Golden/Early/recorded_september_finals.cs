using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;
using static Gradients.Projections.Tests.Golden.RecordedCase;

namespace Gradients.Projections.Tests.Golden.Early;

/// <summary>Finals against the champion, whose defences before make the margin.</summary>
public sealed class recorded_sept_boss(ITestOutputHelper output) : RecordedSeptember("sept_boss", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var tasks = given.GetProperty("tasks").EnumerateArray().ToArray();
        var names = tasks.SelectMany(task => task.GetProperty("rows").EnumerateArray())
            .Select(row => row[0].GetString()!)
            .Concat(tasks.SelectMany(task => task.GetProperty("status").EnumerateObject())
                .Select(status => status.Name))
            .Where(hotkey => hotkey != Boss).Distinct().ToArray();
        var tournament = Tournament(given.GetProperty("type"));
        var champion = given.GetProperty("base").GetString();
        if (names.Length > 1 || History(given, tournament, champion) is not { } story)
        {
            LeaveOut("a third hotkey in the final, or a history whose champions do not follow from it");
            return;
        }
        var opponent = names.SingleOrDefault() ?? "opponent";
        Final(story, Id, tournament, opponent, champion);
        for (var i = 0; i < tasks.Length; i++)
        {
            var type = Task(tasks[i].GetProperty("type"));
            Posed(story, $"task-{i}", type, tasks[i].GetProperty("rows"), [opponent, Boss]);
            foreach (var status in tasks[i].GetProperty("status").EnumerateObject())
                if (Training(status.Value) is { } training)
                    story.Train(Id, $"task-{i}", status.Name, training);
            if (Running(story).Round!.Find($"task-{i}")!.MostTrainingsFailed)
                story.Tell(Id, new FailuresApproved("golden", $"task-{i}"));
            story.Decide(Id, $"task-{i}");
        }
        Same(expected.GetProperty("wins").GetInt32(), Running(story).Terms.Announcement.Streak);
        SameNames(
            expected.GetProperty("task_winners"),
            Running(story).Round!.Tasks.Select(task => task.Verdict!.BossRoundWinner).OfType<Hotkey>());
        story.CloseRound(Id);
        Same(Key(expected.GetProperty("winner")), Last<RoundClosed>(story).Advanced.Single());
        SameNumber(expected.GetProperty("threshold"), story.Events[^1].Event switch
        {
            ChampionDefended defended => defended.Margin,
            ChampionDethroned dethroned => dethroned.Margin,
            _ => null,
        });
        var history = story.Complete(Id).State.History(tournament);
        CheckPerformance(expected.GetProperty("perf"), history.Latest!.Performance);
        Audited(story);
    }

    /// <summary>The completed tournaments before, one by one; null where a champion comes from nowhere.</summary>
    static Story? History(JsonElement given, TournamentType type, string? last)
    {
        var story = Adopted();
        (bool Any, string? Champion) before = default;
        foreach (var past in given.GetProperty("history").EnumerateArray())
        {
            var (winner, champion) = (past[0].GetString(), past[1].GetString());
            if (winner is null || (before.Any && champion != before.Champion))
                return null;
            var defended = winner == Boss;
            Past(story, $"past-{story.Head}", type, defended ? "loser" : winner, defended,
                before.Any ? null : champion);
            before = (true, defended ? champion : winner);
        }
        return before.Any && last != before.Champion ? null : story;
    }
}

/// <summary>The margin by wins in a row, from as many tournaments.</summary>
public sealed class recorded_sept_threshold(ITestOutputHelper output) : RecordedSeptember("sept_threshold", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var story = Adopted();
        var wins = given.GetProperty("wins").GetInt32();
        for (var i = 0; i < wins; i++)
            Past(story, $"past-{i}", TournamentType.Image, i == 0 ? "champion" : "loser", defended: i > 0, null);
        Past(story, Id, TournamentType.Image, "loser", defended: true, null);
        Same(wins, story.Events.Select(e => e.Event).OfType<TournamentAnnounced>().Last().Streak);
        SameNumber(expected, Last<ChampionDefended>(story).Margin);
        Audited(story);
    }
}

/// <summary>
/// Finals and their copies in the pool, to how much worse than the pool they are and what each part of the subnet gets.
/// The pool's own results are not in this family (only what they come to), so its weights are compared elsewhere.
/// </summary>
public sealed class recorded_sept_comparison(ITestOutputHelper output)
    : RecordedSeptember("sept_node_weights", output)
{
    const long Now = 1_757_700_000_000_000;

    protected override void Check(JsonElement given, JsonElement expected)
    {
        var story = Adopted().Send("pool/56", new Report(new PoolRead(Now))).Observe(Boss);
        foreach (var past in given.GetProperty("tournaments").EnumerateArray()
            .OrderBy(past => past.GetProperty("created_day").GetDouble()))
        {
            var type = Tournament(past.GetProperty("type"));
            if (!Play(story, past, type))
            {
                LeaveOut("a final of others than one opponent and the boss, or another winner than the losses give");
                return;
            }
            var id = past.GetProperty("id").GetString()!;
            if (!expected.GetProperty("performance").TryGetProperty(id, out var wanted))
                continue;
            var compared = (type == TournamentType.Text ? Setting(story).Text : Setting(story).Image)!.Comparison;
            Same(wanted.GetProperty("complete").GetBoolean(), compared.IsComplete);
            SameNumber(wanted.GetProperty("average"), compared.Average);
            Same(wanted.GetProperty("diffs").GetArrayLength(), compared.Differences.Length);
            for (var i = 0; i < compared.Differences.Length; i++)
                SameNumber(wanted.GetProperty("diffs")[i], compared.Differences[i]);
        }
        var burn = expected.GetProperty("burn");
        var setting = Setting(story);
        SameNumber(burn.GetProperty("text_performance_diff"), setting.Text?.Difference);
        SameNumber(burn.GetProperty("image_performance_diff"), setting.Image?.Difference);
        SameNumber(burn.GetProperty("weighted_average_diff"), setting.Average);
        // The running tournaments of the case scale what is shared out; their entrants are in no stream here.
        SameNumber(burn.GetProperty("burn_proportion"), setting.Inputs.Shares.Withdrawn);
        SameNumber(burn.GetProperty("tournament_weight"), setting.Inputs.Shares.Tournament);
        SameNumber(burn.GetProperty("regular_weight"), setting.Inputs.Shares.Regular);
        SameNumber(burn.GetProperty("burn_weight"), setting.Inputs.Shares.Burn);
        Audited(story.DeriveWeights());
    }

    static Setting2025_09 Setting(Story story) =>
        Assert.IsType<Setting2025_09>(VectorSetting.Of(story.State, story.State.Metagraph("metagraph/56")!));

    static bool Play(Story story, JsonElement past, TournamentType type)
    {
        var id = past.GetProperty("id").GetString()!;
        var tasks = past.GetProperty("rounds").EnumerateArray().Where(round => Flag(round.GetProperty("final")))
            .SelectMany(round => round.GetProperty("tasks").EnumerateArray()).ToArray();
        var winner = past.GetProperty("winner").GetString();
        var players = tasks.SelectMany(task => task.GetProperty("rows").EnumerateArray())
            .Select(row => row[0].GetString()!).Append(winner ?? "").Where(hotkey => hotkey != Boss).Distinct().ToArray();
        if (winner is null || players.Length > 1)
            return false;
        var opponent = players.SingleOrDefault() ?? "opponent";
        Final(story, id, type, opponent);
        for (var i = 0; i < tasks.Length; i++)
        {
            var task = $"{id}-{i}";
            story.Pose(id, task, 0, [opponent, Boss], Task(tasks[i].GetProperty("type")));
            foreach (var row in tasks[i].GetProperty("rows").EnumerateArray())
                Losses(story, id, task, row);
            if (tasks[i].TryGetProperty("synced", out var synced) && synced.ValueKind == JsonValueKind.Object)
                story.Send("pool/56", new Report(Copy(task, Task(tasks[i].GetProperty("type")), synced)))
                    .Tell(id, new TaskCopied($"{task}-copy", task));
            story.Train(id, task, opponent).Decide(id, task);
        }
        story.CloseRound(id).Complete(id);
        return story.State.History(type).Latest!.Summary.Winner?.Text == winner;
    }

    static void Losses(Story story, string id, string task, JsonElement row)
    {
        if (Number(row[1]) is not { } loss)
            return;
        story.Measure(id, task, row[0].GetString()!, loss);
        if (Number(row[2]) is { } synthetic)
            story.Tell(id, new SyntheticLossMeasured(Key(row[0])!.Value, synthetic, task));
    }

    static PoolTaskImported Copy(string task, TaskType type, JsonElement synced) => new(
        Now - 1_000_000, 1.0, IsOrganic: false, "model-7b", null,
        List(synced.GetProperty("rows"), row => new ImportedResult(
            Key(row[0])!.Value, Number(row[1]), null, Number(row[2]))),
        synced.GetProperty("status").GetString() == "success", $"{task}-copy", type);
}
