using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_env_third_place(ITestOutputHelper output) : Family2026_10("env_third_place", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var round = given.GetProperty("pre_boss");
        var isRight = round.GetProperty("number").GetInt32() == given.GetProperty("final_number").GetInt32() - 1
            && round.GetProperty("type").GetString() == "group";
        var groups = isRight ? Groups(TaskKind.EnvironmentTask, given.GetProperty("groups")) : default;
        var contender = Key(given.GetProperty("challenger"))!.Value;
        Same(Key(expected), EnvironmentBossRound.ThirdPlace(groups, contender), given.ToString());
    }
}
