using System.Text.Json;
using Gradients.Ledger.Tournaments;
using static Gradients.Projections.Tests.Golden.RecordedCase;

namespace Gradients.Projections.Tests.Golden.R2026_10;

/// <summary>Finals of text and image, with draws, lineages and tasks without a node.</summary>
public sealed class recorded_boss_round(ITestOutputHelper output) : RecordedFamily("boss_round", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var tasks = given.GetProperty("tasks").EnumerateArray().ToArray();
        // A final has two players; nobody else can have a row.
        if (!tasks.All(task => OnlyOpponent(task.GetProperty("rows"))))
        {
            LeaveOut("a third hotkey in the final");
            return;
        }
        var story = Final(Tournament(given.GetProperty("tournament")));
        for (var i = 0; i < tasks.Length; i++)
            Decided(Recorded(story, $"task-{i}", tasks[i]), $"task-{i}");

        var unassigned = Numbers(expected, "unassigned");
        var drawn = Numbers(expected, "drawn");
        if (unassigned.Length == 0)
            CheckTasks(expected.GetProperty("decided_task"), story);
        if (expected.GetProperty("deferred").GetBoolean())
        {
            var refusal = story.Refused(Stream, new CloseRound());
            Same(unassigned.Length > 0 ? "tasks_unassigned" : "draws_to_play", refusal.Code);
            Same(
                string.Join(", ", (unassigned.Length > 0 ? unassigned : drawn).Select(i => $"'task-{i}'")),
                string.Join(", ", tasks.Select((_, i) => $"'task-{i}'")
                    .Where(id => refusal.Message.Contains(id, StringComparison.Ordinal))));
            if (unassigned.Length == 0)
                Assert.Contains(
                    "of type " + string.Join(", ", List(expected.GetProperty("decider_types"), Kind)) + ", each",
                    refusal.Message, StringComparison.Ordinal);
        }
        else
        {
            Same(drawn.Length > 0, expected.GetProperty("can_add_deciders").ValueKind == JsonValueKind.False);
            story.CloseRound(Id);
            SameNames(expected.GetProperty("winners"), Last<RoundClosed>(story).Advanced);
        }
        Audited(story);
    }

    static int[] Numbers(JsonElement expected, string name) =>
        [.. expected.GetProperty(name).EnumerateArray().Select(i => i.GetInt32())];

    internal static Story Recorded(Story story, string id, JsonElement task)
    {
        Posed(story, id, Kind(task.GetProperty("type")), task.GetProperty("rows"), [Opponent, Boss]);
        if (task.TryGetProperty("assigned", out var assigned))
            story.Tell(Id, new NodesAssigned(assigned.GetInt32(), id));
        if (task.TryGetProperty("continuous_sft", out var continuous) && continuous.GetBoolean())
            story.Tell(Id, new FineTuneContinued(task.GetProperty("ds").GetString() ?? "", id));
        if (task.TryGetProperty("status", out var statuses))
            foreach (var status in statuses.EnumerateObject())
                if (Training(status.Value) is { } training)
                    story.Train(Id, id, status.Name, training);
        if (task.GetProperty("vectors") is { ValueKind: JsonValueKind.Object } vectors)
        {
            var fingerprints = vectors.GetProperty("fp");
            Examples(story, id, Boss, Vector(vectors.GetProperty("boss"), fingerprints[0]));
            Examples(story, id, Opponent, Vector(vectors.GetProperty("chal"), fingerprints[1]));
        }
        return story;
    }

    void CheckTasks(JsonElement expected, Story story)
    {
        for (var i = 0; i < expected.GetArrayLength(); i++)
        {
            var judged = Task(story, $"task-{i}").Dossier!.Judged!;
            Same(expected[i].ValueKind == JsonValueKind.Null, judged.How == JudgedBy.Missing, $"task {i} is written");
            if (judged.How == JudgedBy.Missing)
                continue;
            Same(Key(expected[i].GetProperty("winner"))!.Value, judged.Holder, $"holder of task {i}");
            var how = JsonNamingPolicy.SnakeCaseLower.ConvertName($"{judged.How}");
            Same(expected[i].GetProperty("how").GetString(), how);
            var rows = Task(story, $"task-{i}").Verdict!.Rows;
            SameBits(3.0, rows.Single(row => row.Hotkey == judged.Holder).Score, $"written for task {i}");
            SameBits(0.0, rows.Single(row => row.Hotkey != judged.Holder).Score, $"written for task {i}");
        }
    }
}
