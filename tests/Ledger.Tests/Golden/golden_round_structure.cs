using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Tests.Golden;

public sealed class golden_round_structure(ITestOutputHelper output) : GoldenFamily("round_structure", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var n = given.GetProperty("n").GetInt32();
        var placeholderAmong = Flag(given.GetProperty("burn_among"));
        var names = Enumerable.Range(0, placeholderAmong ? n - 1 : n).Select(i => new Hotkey($"h{i}"));
        var shape = RoundFlow.Shape(
            new SortedSet<Hotkey>(placeholderAmong ? names.Append(Burn) : names), false, placeholderAmong);
        Same(expected.GetProperty("kind").GetString(), shape.Kind == RoundKind.Group ? "group" : "knockout");
        Same(Flag(expected.GetProperty("burn_in")), shape.Entrants.Contains(Burn), given.ToString());
        if (shape.Kind != RoundKind.Group)
            Same(expected.GetProperty("pairs").GetInt32(), shape.Pairs, given.ToString());
        else
            Same(
                string.Join(" ", List(expected.GetProperty("sizes"), s => s.GetInt32())),
                string.Join(" ", shape.GroupSizes));
    }
}
