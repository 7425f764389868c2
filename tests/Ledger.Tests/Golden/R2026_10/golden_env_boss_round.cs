using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_env_boss_round(ITestOutputHelper output) : Family2026_10("env_boss_round", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var final = List(given.GetProperty("tasks"), task => new EnvironmentTask(
            List(task.GetProperty("envs"), env => env.GetString()!), Rows(task.GetProperty("rows"))));
        var hasFinal = given.GetProperty("has_final_round").GetBoolean();
        SameNames(expected, EnvironmentBossRound.Places(hasFinal ? final : default));
    }
}
