using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_09;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_sept_scores(ITestOutputHelper output) : EarlyFamily("sept_scores", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var rounds = List(given.GetProperty("rounds"), r => new WonRound(r[0].GetInt32(), Flag(r[1]), List(r[2], Key)));
        var points = Points.Of(
            Tournament(given.GetProperty("type")), Key(given.GetProperty("base")), Key(given.GetProperty("winner")),
            rounds.AsSpan());
        SameAmounts(expected.GetProperty("scores"), points.Scores, "scores", Text);
        Same(Key(expected.GetProperty("prev_winner")), points.Winner);
        Same(Flag(expected.GetProperty("prev_won_final")), points.WonFinal);
        SameAmounts(expected.GetProperty("weights"), points.Weights(), "weights", Text);
    }
}
