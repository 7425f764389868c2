using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Rulebooks;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_boss_round(ITestOutputHelper output) : Family2026_10("boss_round", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var isText = given.GetProperty("tournament").GetString() == "text";
        var outcome = BossRound.Of(List(given.GetProperty("tasks"), Posed), isText);

        SameNames(expected.GetProperty("winners"), outcome.Winner is { } winner ? [winner] : []);
        Same(expected.GetProperty("deferred").GetBoolean(), outcome.IsDeferred);
        SameNumbers(expected.GetProperty("unassigned"), outcome.Unassigned);
        SameNumbers(expected.GetProperty("drawn"), outcome.Drawn);
        Same(
            string.Join(" ", List(expected.GetProperty("decider_types"), Kind)), string.Join(" ", outcome.StandIns));
        var mayAdd = expected.GetProperty("can_add_deciders");
        Same(mayAdd.ValueKind == JsonValueKind.Null ? null : mayAdd.GetBoolean(), outcome.MayAddStandIns);
        CheckTasks(expected.GetProperty("decided_task"), outcome);
    }

    void CheckTasks(JsonElement expected, BossRoundOutcome outcome)
    {
        for (var i = 0; i < expected.GetArrayLength(); i++)
        {
            var written = outcome.Tasks.IsEmpty ? null : outcome.Tasks[i].Verdict is null ? null : outcome.Tasks[i];
            Same(expected[i].ValueKind == JsonValueKind.Null, written is null, $"task {i} writes nothing");
            if (written is null) continue;
            Same(Key(expected[i].GetProperty("winner"))!.Value, written.Holder, $"holder of task {i}");
            Same(expected[i].GetProperty("how").GetString(), golden_paired.Word(written.Verdict!.How), $"task {i}");
        }
    }

    internal static BossTask Posed(JsonElement task)
    {
        var rows = List(task.GetProperty("rows"), row => new TaskRow(
            Key(row[0])!.Value,
            task.TryGetProperty("status", out var status) && status.TryGetProperty(row[0].GetString()!, out var how)
                ? Training(how)
                : null,
            Number(row[1])));
        var vectors = task.GetProperty("vectors");
        var none = vectors.ValueKind == JsonValueKind.Null;
        return new BossTask(
            Kind(task.GetProperty("type")),
            rows,
            task.TryGetProperty("assigned", out var assigned) ? assigned.GetInt32() : rows.Length,
            task.TryGetProperty("continuous_sft", out var continuous) && continuous.GetBoolean(),
            task.TryGetProperty("ds", out var data) ? data.GetString() : null,
            none ? null : Vector(vectors.GetProperty("boss"), vectors.GetProperty("fp")[0]),
            none ? null : Vector(vectors.GetProperty("chal"), vectors.GetProperty("fp")[1]));
    }
}
