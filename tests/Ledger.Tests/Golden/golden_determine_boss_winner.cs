using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Golden;

public sealed class golden_determine_boss_winner(ITestOutputHelper output)
    : GoldenFamily("determine_boss_winner", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        // The family calls its boss "boss"; the rulebook knows him by the placeholder.
        var winners = List(given.GetProperty("task_winners"), w => Renamed(w.GetString()!));
        Same(Renamed(expected.GetString()!), BossRound.Decide(winners), given.ToString());
    }

    static Hotkey Renamed(string name)
    {
        return name == "boss" ? Burn : new Hotkey(name);
    }
}
