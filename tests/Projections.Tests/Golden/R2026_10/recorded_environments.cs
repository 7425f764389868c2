using System.Text.Json;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Tournaments;
using static Gradients.Projections.Tests.Golden.RecordedCase;

namespace Gradients.Projections.Tests.Golden.R2026_10;

/// <summary>Games and scores of single environments become standings.</summary>
public sealed class recorded_env_standings(ITestOutputHelper output) : RecordedFamily("env_standings", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var miners = Texts(given.GetProperty("hotkeys"));
        var environments = Named(given);
        if (EnvironmentGroup.Of(miners) is not { } story || environments.Length == 0)
        {
            LeaveOut("more miners than a group holds, or no environment at all");
            return;
        }
        var others = EnvironmentGroup.Members(story).Except(miners);
        story.Pose(Id, "task", 0, [.. miners, .. others], TaskType.EnvironmentTask);
        story.Tell(Id, new EnvironmentsNamed([.. environments], "task"));
        // Only trained models take part: whoever the case does not list has failed.
        foreach (var hotkey in EnvironmentGroup.Members(story))
            story.Train(Id, "task", hotkey, miners.Contains(hotkey) ? TrainingStatus.Success : TrainingStatus.Failure);
        foreach (var pair in given.GetProperty("pairs").EnumerateArray())
            foreach (var played in pair[2].EnumerateObject())
                story.Tell(Id, new GamesPlayed(
                    played.Value[2].GetInt32(), played.Name, Key(pair[0])!.Value, played.Value[0].GetInt32(),
                    Key(pair[1])!.Value, played.Value[1].GetInt32(), "task"));
        foreach (var own in given.GetProperty("individual").EnumerateArray())
            foreach (var score in own[1].EnumerateObject())
                story.Tell(Id, new EnvironmentScored(
                    own[0].GetString()!, new(score.Name), Number(score.Value)!.Value, "task"));
        story.Send(Stream, new ScoreTask("task"));

        var scored = Last<TaskScored>(story);
        CheckScores(expected.GetProperty("scores"), scored);
        SameAmounts(
            expected.GetProperty("standings"), [.. scored.Rows.Select(row => new HotkeyAmount(row.Hotkey, row.Score))],
            "standings", Text);
        Audited(story);
    }

    static NamedEnvironment[] Named(JsonElement given)
    {
        var individual = given.GetProperty("individual").EnumerateArray().Select(own => own[0].GetString()!).ToArray();
        var weights = given.GetProperty("weights").ValueKind == JsonValueKind.Null
            ? new Dictionary<string, double>()
            : given.GetProperty("weights").EnumerateArray().ToDictionary(w => w[0].GetString()!, w => w[1].GetDouble());
        double? Weight(string name) => weights.TryGetValue(name, out var weight) ? weight : null;
        return
        [
            .. Texts(given.GetProperty("pvp_envs")).Except(individual)
                .Select(name => new NamedEnvironment(EnvironmentKind.Games, name, Weight(name))),
            .. individual.Select(name => new NamedEnvironment(EnvironmentKind.Score, name, Weight(name))),
        ];
    }

    void CheckScores(JsonElement expected, TaskScored scored)
    {
        Same(expected.GetArrayLength(), scored.Environments.Length, "environments");
        for (var i = 0; i < scored.Environments.Length; i++)
        {
            Same(expected[i][0].GetString(), scored.Environments[i].Environment);
            var rows = scored.Environments[i].Rows;
            Same(expected[i][1].GetArrayLength(), rows.Length);
            // The event counts what was not measured as 0, as the standings do.
            for (var k = 0; k < rows.Length; k++)
                if (expected[i][1][k].ValueKind == JsonValueKind.Null)
                    SameBits(0.0, rows[k].Score);
                else
                    SameNumber(expected[i][1][k], rows[k].Score);
        }
    }
}

/// <summary>Who goes on from the groups of an environment round.</summary>
public sealed class recorded_env_group_winners(ITestOutputHelper output) : RecordedFamily("env_group_winners", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var groups = given.GetProperty("groups").EnumerateArray().ToArray();
        if (given.GetProperty("final").GetBoolean() || Drawn(groups) is not { } slots)
        {
            LeaveOut("a final of several groups, or groups of sizes that rule 4.18 does not draw");
            return;
        }
        var miners = slots.SelectMany(slot => slot).Where(hotkey => hotkey != Boss);
        var story = EnvironmentGroup.Entered(miners).Draw(Id, slots);
        for (var i = 0; i < groups.Length; i++)
        {
            var rows = groups[i].GetProperty("rows");
            Decided(Posed(story, $"task-{i}", TaskKind.EnvironmentTask, rows, slots[i], i), $"task-{i}");
        }

        if (expected.GetProperty("empty_groups").GetArrayLength() > 0)
        {
            Same("scores_empty", story.Refused(Stream, new CloseRound()).Code);
        }
        else
        {
            story.CloseRound(Id);
            var winners = Texts(expected.GetProperty("winners"));
            // With winners the boss is in the next round too (rule 4.8).
            string[] advanced = winners.IsEmpty ? [] : [.. winners.Append(Boss).Order(StringComparer.Ordinal)];
            Same(string.Join(" ", advanced), Names(Last<RoundClosed>(story).Advanced));
        }
        Audited(story);
    }

    /// <summary>The groups with the boss in the one that has its row, if round one can be drawn so.</summary>
    static string[][]? Drawn(JsonElement[] groups)
    {
        var slots = groups.Select(group => Texts(group.GetProperty("members")).Where(hotkey => hotkey != Boss)
            .Union(group.GetProperty("rows").EnumerateArray().Select(row => row[0].GetString()!)).ToArray()).ToArray();
        var miners = slots.SelectMany(slot => slot).Where(hotkey => hotkey != Boss).ToArray();
        var isMetOften = slots.Count(slot => slot.Contains(Boss)) > 1;
        if (miners.Length < 2 || miners.Distinct().Count() != miners.Length || isMetOften)
            return null;
        var sizes = RoundFlow.ShapeEnvironment([.. miners.Select(hotkey => new Hotkey(hotkey))], 1, false)!.GroupSizes;
        if (!slots.Select(slot => slot.Count(hotkey => hotkey != Boss)).Order().SequenceEqual(sizes.Order()))
            return null;
        if (!slots.Any(slot => slot.Contains(Boss)))
            slots[^1] = [.. slots[^1], Boss];
        return slots;
    }
}

/// <summary>The final of an environment tournament, and its first two places.</summary>
public sealed class recorded_env_boss_round(ITestOutputHelper output) : RecordedFamily("env_boss_round", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var places = Texts(expected);
        var tasks = given.GetProperty("tasks").EnumerateArray().ToArray();
        if (!given.GetProperty("has_final_round").GetBoolean())
        {
            WithoutFinal(places);
            return;
        }
        if (!tasks.All(task => OnlyOpponent(task.GetProperty("rows"))))
        {
            LeaveOut("a third hotkey in the final");
            return;
        }
        var story = Final(TournamentType.Environment);
        for (var i = 0; i < tasks.Length; i++)
            Decided(Recorded(story, $"task-{i}", tasks[i]), $"task-{i}");
        story.CloseRound(Id);
        Same(places[0], Last<RoundClosed>(story).Advanced.Single().Text);
        story.Complete(Id);
        var positions = Finished(story, TournamentType.Environment).Split.Positions;
        // The other miner of round one comes third.
        Same(places.Length == 1 ? "" : $"{string.Join(" ", places)} {Other}",
            string.Join(" ", positions.OrderBy(position => position.Place).Select(position => position.Hotkey.Text)));
        Audited(story);
    }

    void WithoutFinal(System.Collections.Immutable.ImmutableArray<string> places)
    {
        var story = EnvironmentGroup.Of([Opponent])!;
        Posed(story, "task", TaskKind.EnvironmentTask, JsonSerializer.SerializeToElement<object[][]>([[Boss, 1.0]]),
            EnvironmentGroup.Members(story)).Decide(Id, "task").CloseRound(Id).Complete(Id);
        Same(string.Join(" ", places), Last<TournamentCompleted>(story).Winner.Text);
        Audited(story);
    }

    internal static Story Recorded(Story story, string id, JsonElement task)
    {
        Posed(story, id, TaskKind.EnvironmentTask, task.GetProperty("rows"), [Opponent, Boss]);
        var environments = Texts(task.GetProperty("envs"));
        return environments.IsEmpty ? story : story.Tell(Id, new EnvironmentsNamed(
            [.. environments.Select(name => new NamedEnvironment(EnvironmentKind.Score, name, null))], id));
    }
}

/// <summary>The third place, from the group round before the final.</summary>
public sealed class recorded_env_third_place(ITestOutputHelper output) : RecordedFamily("env_third_place", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var round = given.GetProperty("pre_boss");
        var groups = given.GetProperty("groups").EnumerateArray().ToArray();
        if (round.GetProperty("number").GetInt32() != given.GetProperty("final_number").GetInt32() - 1
            || round.GetProperty("type").GetString() != "group" || groups.Length != 1
            || groups[0].GetProperty("rows").EnumerateArray().All(row => Number(row[1]) is null)
            || EnvironmentGroup.Of(Texts(groups[0].GetProperty("members"))) is not { } story)
        {
            LeaveOut("a round before that is no group round or has no result, or groups that rule 4.18 does not draw");
            return;
        }
        var members = EnvironmentGroup.Members(story);
        Posed(story, "task", TaskKind.EnvironmentTask, groups[0].GetProperty("rows"), members);
        Decided(story, "task").CloseRound(Id);
        var contender = given.GetProperty("challenger").GetString()!;
        if (Names(Last<RoundClosed>(story).Advanced.Where(hotkey => hotkey.Text != Boss)) != contender)
        {
            LeaveOut("a challenger who did not come through the round before the final alone");
            return;
        }
        story.Draw(Id, [contender, Boss]).Play(Id, "final", 0, TaskType.EnvironmentTask, (contender, 1.0), (Boss, 0.5))
            .CloseRound(Id).Complete(Id);
        var places = Finished(story, TournamentType.Environment).Split.Positions;
        var third = places.Where(place => place.Place == 3).Select(place => (Hotkey?)place.Hotkey).SingleOrDefault();
        Same(Key(expected), third, given.ToString());
        Audited(story);
    }
}
