using System.Text.Json;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Tournaments;
using static Gradients.Projections.Tests.Golden.RecordedCase;

namespace Gradients.Projections.Tests.Golden.R2026_10;

/// <summary>Rows of a task and the ranking that its verdict records.</summary>
public sealed class recorded_task_ranking(ITestOutputHelper output) : RecordedFamily("task_ranking", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var kind = Kind(given.GetProperty("type"));
        var rows = given.GetProperty("rows").EnumerateArray().ToArray();
        string[] names = [.. rows.Select((_, i) => $"h{i}")];
        if (Begun(kind, names) is not { } story)
        {
            LeaveOut("more rows than a group of an environment round holds");
            return;
        }
        for (var i = 0; i < rows.Length; i++)
            story.Measure(
                Id, "task", names[i], Number(rows[i][0])!.Value, rows[i][2].GetString(), isFinetune: Flag(rows[i][1]));
        var decided = Task(story.Decide(Id, "task"), "task").Verdict!.Rows;

        Same(expected.GetArrayLength(), decided.Length);
        for (var i = 0; i < decided.Length; i++)
        {
            Same(names[i], decided[i].Hotkey.Text);
            SameNumber(expected[i][0], decided[i].Score, $"score of row {i}");
            Same(expected[i][1].GetString(), decided[i].Reason, $"reason of row {i}");
            SameNumber(expected[i][2], decided[i].AdjustedLoss, $"adjusted loss of row {i}");
        }
        Audited(story);
    }

    static Story? Begun(TaskKind kind, string[] names)
    {
        if (kind != TaskKind.EnvironmentTask)
        {
            string[] entrants = names.Length == 0 ? [Other] : names;
            return Group(kind == TaskKind.ImageTask ? TournamentType.Image : TournamentType.Text, entrants)
                .Pose(Id, "task", 0, entrants, (TaskType)kind);
        }
        return EnvironmentGroup.Of(names) is { } story
            ? story.Pose(Id, "task", 0, [.. names, .. EnvironmentGroup.Members(story).Except(names)], (TaskType)kind)
            : null;
    }
}

/// <summary>Round one, everybody in one group over several tasks, and the wait for empty scores.</summary>
public sealed class recorded_round1_group(ITestOutputHelper output) : RecordedFamily("round1_group", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var kind = Kind(given.GetProperty("type"));
        var members = Texts(given.GetProperty("members"));
        var story = Group(kind == TaskKind.ImageTask ? TournamentType.Image : TournamentType.Text, members);
        var tasks = given.GetProperty("tasks").EnumerateArray().ToArray();
        for (var i = 0; i < tasks.Length; i++)
            Decided(Posed(story, $"task-{i}", kind, tasks[i], members), $"task-{i}");

        if (expected.GetProperty("empty_tasks").GetArrayLength() > 0)
        {
            Same("scores_empty", story.Refused(Stream, new CloseRound()).Code);
        }
        else
        {
            story.CloseRound(Id);
            Same(
                string.Join(" ", Texts(expected.GetProperty("winners")).Order(StringComparer.Ordinal)),
                Names(Last<RoundClosed>(story).Advanced));
        }
        Audited(story);
    }
}

/// <summary>One group with one task sends its best eight.</summary>
public sealed class recorded_group_winners(ITestOutputHelper output) : RecordedFamily("group_winners", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var groups = given.GetProperty("groups");
        var isOne = groups.GetArrayLength() == 1 && groups[0].GetProperty("members").GetArrayLength() > 0;
        if (given.GetProperty("final").GetBoolean() || !isOne)
        {
            LeaveOut("several groups, or a final of groups: at most eight go on from round one, to play in pairs");
            return;
        }
        var members = Texts(groups[0].GetProperty("members"));
        if (members.Contains(Boss) || groups[0].GetProperty("rows").EnumerateArray().Any(
            row => !members.Contains(row[0].GetString()!)))
        {
            LeaveOut("a row of nobody in the group");
            return;
        }
        var kind = Kind(given.GetProperty("type"));
        var story = Group(kind == TaskKind.ImageTask ? TournamentType.Image : TournamentType.Text, members);
        Decided(Posed(story, "task", kind, groups[0].GetProperty("rows"), members), "task");
        if (Texts(expected).IsEmpty)
        {
            Same("scores_empty", story.Refused(Stream, new CloseRound()).Code);
            return;
        }
        story.CloseRound(Id);
        Same(string.Join(" ", Texts(expected).Order(StringComparer.Ordinal)), Names(Last<RoundClosed>(story).Advanced));
        Audited(story);
    }
}

/// <summary>A pair's task: by examples, else by the ranking's quality scores.</summary>
public sealed class recorded_knockout(ITestOutputHelper output) : RecordedFamily("knockout", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var rows = given.GetProperty("rows");
        var kind = Kind(given.GetProperty("type"));
        var named = rows.EnumerateArray().Select(row => row[0].GetString()!).ToArray();
        var ranked = TaskRanking.Rank(kind,
            List(rows, row => new TaskRow(Key(row[0])!.Value, null, Number(row[2]), IsFinetune: true)));
        // The golden data gives quality scores and who is eligible as facts; in a ledger both follow from the ranking.
        var follows = named.Length == 2 && !named.Contains(Boss) && !rows.EnumerateArray().Where((row, i) =>
            Number(row[1]) != ranked[i]?.Score
            || given.GetProperty("eligible").EnumerateArray().Any(e => e.GetString() == named[i])
                != (ranked[i] is { } score && score.Score != Constants2026_10.PenaltyScore)).Any();
        if (!follows)
        {
            LeaveOut("quality scores that do not follow from the losses, or not two rows");
            return;
        }
        var type = kind == TaskKind.ImageTask ? TournamentType.Image : TournamentType.Text;
        var story = Group(type, named).Play(Id, "one", 0, Usual(type), (named[0], 1.0), (named[1], 2.0)).CloseRound(Id)
            .Draw(Id, named).Pose(Id, "task", 0, named, (TaskType)kind);
        foreach (var row in rows.EnumerateArray())
            if (Number(row[2]) is { } loss)
                story.Measure(Id, "task", row[0].GetString()!, loss);
        foreach (var vector in given.GetProperty("vectors").EnumerateObject())
            Examples(story, "task", vector.Name,
                Vector(vector.Value.GetProperty("losses"), vector.Value.GetProperty("fp")));
        var verdict = Task(Decided(story, "task"), "task").Verdict!;

        Same(Key(expected.GetProperty("winner")), verdict.Winner, given.ToString());
        foreach (var write in expected.GetProperty("writes").EnumerateArray())
            SameNumber(write[1], verdict.Rows.Single(row => row.Hotkey == Key(write[0])).Score, $"{write[0]} gets");
        Audited(story);
    }
}

/// <summary>The raw rewards of a GRPO task become one score of each model.</summary>
public sealed class recorded_grpo(ITestOutputHelper output) : RecordedFamily("grpo", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var models = given.GetProperty("repos").EnumerateArray().ToArray();
        string[] names = [.. models.Select(model => model[0].GetString()!)];
        var measured = models.Any(model => model[1].ValueKind != JsonValueKind.String);
        if (!measured)
        {
            LeaveOut("no model with rewards: there is nothing to score");
            return;
        }
        var story = Group(TournamentType.Text, names).Pose(Id, "task", 0, names, TaskType.GrpoTask);
        foreach (var model in models)
            story.Tell(Id, model[1].ValueKind == JsonValueKind.String
                ? new MeasurementFailed(Key(model[0])!.Value, "failed", "task")
                : Rewards(Key(model[0])!.Value, model[1]));
        story.Send(Stream, new ScoreTask("task"));

        var scored = Last<TaskScored>(story);
        foreach (var name in names)
            SameNumber(
                expected.GetProperty(name), scored.Rows.SingleOrDefault(row => row.Hotkey.Text == name)?.Score, name);
        Audited(story.Decide(Id, "task"));
    }

    static RewardsMeasured Rewards(Hotkey hotkey, JsonElement model)
    {
        JsonElement? weights = model.TryGetProperty("weights", out var given) ? given : null;
        var rewards = model.TryGetProperty("final_raw_rewards", out var values)
            ? values.EnumerateObject().Select(value => new Reward(value.Name, Number(value.Value)!.Value,
                weights is { } w && w.TryGetProperty(value.Name, out var weight) ? Number(weight) : null))
            : [];
        return new(
            model.TryGetProperty("kl_divergence", out var divergence) ? Number(divergence) : null, hotkey, [.. rewards],
            Number(model.GetProperty("eval_loss")), "task");
    }
}
