using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_burn_details(ITestOutputHelper output) : Family2026_10("burn_details", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var pools = Pools.Of(new PerType<IReadOnlyList<PastTournament>>(
            History(given.GetProperty("text")), History(given.GetProperty("image")),
            History(given.GetProperty("environment"))));
        string[] names = ["text", "image", "environment"];
        for (var i = 0; i < names.Length; i++)
        {
            var pool = pools.Types.InOrder[i];
            At += " " + names[i];
            SameNumber(expected.GetProperty($"{names[i]}_performance_diff"), pool.Difference);
            SameNumber(expected.GetProperty($"{names[i]}_burn_proportion"), pool.BurnProportion);
            SameNumber(expected.GetProperty($"{names[i]}_tournament_weight"), pool.Pool);
            SameNumber(expected.GetProperty($"{names[i]}_base_weight"), pool.Pool);
            SameNumber(expected.GetProperty("dynamic_base")[i], pool.Base);
            // As an explanation shows it: base and boost, capped, times what scales the three to one.
            SameBits(pool.Pool, Pools.Unscaled(pool.Base, pool.Difference) * pools.Factor);
        }
        SameNumber(expected.GetProperty("burn_weight"), Constants2026_10.BurnWeight);
        var stored = expected.GetProperty("stored_now");
        Same(stored.GetArrayLength(), pools.Stored.Length);
        for (var i = 0; i < pools.Stored.Length; i++)
        {
            Same(stored[i][0].GetString(), pools.Stored[i].Tournament);
            SameNumber(stored[i][1], pools.Stored[i].Difference);
        }
    }
}
