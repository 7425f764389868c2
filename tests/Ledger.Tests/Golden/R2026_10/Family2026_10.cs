using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Testing;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

/// <summary>One family of golden cases of rulebook 2026.10, and how its files write facts.</summary>
public abstract class Family2026_10(string family, ITestOutputHelper output)
    : GoldenFamily(family, output, GoldenFolder.R2026_10)
{
    protected static TaskKind Kind(JsonElement value) => value.GetString() switch
    {
        "instruct" => TaskKind.InstructTextTask,
        "dpo" => TaskKind.DpoTask,
        "grpo" => TaskKind.GrpoTask,
        "chat" => TaskKind.ChatTask,
        "image" => TaskKind.ImageTask,
        "env" => TaskKind.EnvironmentTask,
        var other => throw new FormatException($"not a task type: {other}"),
    };

    /// <summary>Rows [hotkey, loss].</summary>
    protected static ImmutableArray<TaskRow> Rows(JsonElement rows) =>
        List(rows, row => new TaskRow(Key(row[0])!.Value, null, Number(row[1])));

    /// <summary>Losses and fingerprint; no losses, no vector.</summary>
    protected static LossVector? Vector(JsonElement losses, JsonElement fingerprint) =>
        losses.ValueKind == JsonValueKind.Null
            ? null
            : new LossVector(List(losses, loss => Number(loss)!.Value), fingerprint.GetString());

    protected static ImmutableArray<Hotkey> Keys(JsonElement names) => List(names, name => Key(name)!.Value);

    protected void SameNames(JsonElement expected, IEnumerable<Hotkey> actual) =>
        Same(Names(Keys(expected)), Names(actual));

    protected void SameNumbers(
        JsonElement expected, IEnumerable<int> actual, [CallerArgumentExpression(nameof(actual))] string what = "") =>
        Same(string.Join(" ", List(expected, e => e.GetInt32())), string.Join(" ", actual), what);

    protected static ImmutableArray<GroupTask> Groups(TaskKind type, JsonElement groups) =>
        List(groups, group => new GroupTask(type, Keys(group.GetProperty("members")), Rows(group.GetProperty("rows"))));

    /// <summary>A list of tournaments, oldest first.</summary>
    protected static IReadOnlyList<PastTournament> History(JsonElement tournaments) =>
        List(tournaments, t => new PastTournament(
            t.GetProperty("id").GetString()!,
            Status(t.GetProperty("status")),
            t.GetProperty("entrants").GetInt32(),
            Key(t.GetProperty("winner")),
            Key(t.GetProperty("base")),
            Number(t.GetProperty("fresh")) ?? 0.0,
            Number(t.GetProperty("stored"))));

    protected static PastStatus Status(JsonElement value) =>
        Enum.Parse<PastStatus>(value.GetString()!, ignoreCase: true);

    protected static double Exact(JsonElement pair) => Number(pair[0])!.Value;
}
