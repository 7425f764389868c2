using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Rulebooks;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_round1_group(ITestOutputHelper output) : Family2026_10("round1_group", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var tasks = List(given.GetProperty("tasks"), Rows);
        var winners = tasks.Length > 1
            ? RoundOneGroup.Advance(tasks)
            : GroupRound.Advance([.. tasks.Select(rows => Group(given, rows))], isFinal: false);
        SameNames(expected.GetProperty("winners"), winners);

        SameNumbers(
            expected.GetProperty("empty_tasks"),
            GroupRound.WithoutResults([.. tasks.Select(rows => Group(given, rows))]));
    }

    static GroupTask Group(JsonElement given, ImmutableArray<TaskRow> rows)
    {
        return new GroupTask(Kind(given.GetProperty("type")), Keys(given.GetProperty("members")), rows);
    }
}
