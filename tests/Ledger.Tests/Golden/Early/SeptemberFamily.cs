using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_09;

namespace Gradients.Ledger.Tests.Golden.Early;

/// <summary>Families whose cases hold the tasks of a round.</summary>
public abstract class SeptemberFamily(string family, ITestOutputHelper output) : EarlyFamily(family, output)
{
    protected static ImmutableArray<RoundTask> Tasks(JsonElement given) =>
        List(given.GetProperty("tasks"), task => new RoundTask(
            Task(task.GetProperty("type")),
            List(task.GetProperty("rows"), row => new StoredRow(Key(row[0])!.Value, Losses(row, 1)))));
}
