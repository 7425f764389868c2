using System.Text.Json;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Golden;

public sealed class golden_scores_to_weights(ITestOutputHelper output) : GoldenFamily("scores_to_weights", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var scores = List(
            given.GetProperty("scores"), s => new HotkeyAmount(Key(s[0])!.Value, s[1].GetDouble()));
        var weights = PointTable.Map(
            scores, Key(given.GetProperty("prev_winner")), Flag(given.GetProperty("prev_won_final")));
        SameAmounts(expected, weights, "weights", Text);
    }
}
