using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Golden;

public sealed class golden_type_scores(ITestOutputHelper output) : GoldenFamily("type_scores", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var rounds = List(given.GetProperty("rounds"), r => new WonRound(r[0].GetInt32(), Flag(r[1]), List(r[2], Key)));
        var table = Points.Of(
            Tournament(given.GetProperty("type")),
            Key(given.GetProperty("base")),
            Key(given.GetProperty("winner")),
            rounds.AsSpan());
        SameAmounts(expected.GetProperty("scores"), table.Scores, "scores", Text);
        Same(Key(expected.GetProperty("prev_winner")), table.PrevWinner);
        Same(Flag(expected.GetProperty("prev_won_final")), table.PrevWonFinal);
        SameAmounts(expected.GetProperty("weights"), table.Weights(), "weights", Text);
    }
}
