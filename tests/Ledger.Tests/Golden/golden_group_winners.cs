using System.Text.Json;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Golden;

public sealed class golden_group_winners(ITestOutputHelper output) : GoldenFamily("group_winners", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var advancing = new List<string>();
        foreach (var group in given.GetProperty("groups").EnumerateArray())
        {
            var rows = List(group.GetProperty("rows"), row => new TaskRow(
                Key(row[0])!.Value, null, Number(row[1]), Flag(row[2]), row[3].GetString()));
            foreach (var hotkey in GroupRound.Advance(rows)) advancing.Add(hotkey.Text);
        }
        Same(string.Join(" ", List(expected, e => e.GetString())), string.Join(" ", advancing));
    }
}
