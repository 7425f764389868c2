using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_09;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_sept_stake(ITestOutputHelper output) : EarlyFamily("sept_stake", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var entry = StakeEntry.Of(List(given.GetProperty("nodes"), node => new StakedNode(
            Key(node[0])!.Value, node[1].GetDouble(), node[2].GetInt32(), Flag(node[3]), Flag(node[4]))));
        var result = expected.GetProperty("result");
        Same(result.ToString(), entry.Waits ? "wait" : entry.Selected.Length.ToString(null, null));
        SameNames(expected.GetProperty("selected"), entry.Selected.Select(selected => selected.Hotkey));
        SameAmounts(expected.GetProperty("stake_required"), entry.Selected, "required stake", Text);
    }
}
