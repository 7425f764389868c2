using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_env_group_winners(ITestOutputHelper output) : Family2026_10("env_group_winners", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var groups = Groups(TaskKind.EnvironmentTask, given.GetProperty("groups"));
        var isFinal = given.GetProperty("final").GetBoolean();
        SameNames(expected.GetProperty("winners"), EnvironmentGroups.Advance(groups, isFinal));
        SameNumbers(expected.GetProperty("empty_groups"), GroupRound.WithoutResults(groups));
    }
}
