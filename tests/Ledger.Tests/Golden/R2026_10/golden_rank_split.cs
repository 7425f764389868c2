using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_rank_split(ITestOutputHelper output) : Family2026_10("rank_split", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        if (given.TryGetProperty("total", out var total))
        {
            var halfSteps = checked((int)(2 * (given.GetProperty("rank").GetDouble() - 1)));
            SameNumber(expected, RankSplit.ShareOf(total.GetInt32(), halfSteps), given.ToString());
            return;
        }
        var data = given.GetProperty("data");
        var rounds = data.GetProperty("rounds").EnumerateArray();
        var final = rounds.Where(round => round.GetProperty("final").GetBoolean()).ToArray();
        var split = RankSplit.Of(new SplitInputs(
            Key(data.GetProperty("winner")), Key(data.GetProperty("base_winner")),
            Positions(data.GetProperty("final_positions")),
            final.Length == 0 ? default : List(final[0].GetProperty("tasks"), Keys)));
        SameAmounts(expected, split, "split", Text);
    }

    internal static ImmutableArray<FinalPosition> Positions(JsonElement pairs)
    {
        return List(pairs, pair => new FinalPosition(Key(pair[0])!.Value, pair[1].GetInt32()));
    }
}
