using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_09;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_sept_mapping(ITestOutputHelper output) : EarlyFamily("sept_mapping", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var total = given.GetProperty("total").GetInt32();
        var halfSteps = checked((int)(2 * (given.GetProperty("rank").GetDouble() - 1)));
        const double decay = Constants2025_09.RankDecay;
        SameNumber(
            expected, DecliningShares.Of(decay, total, halfSteps, DecliningShares.Sum(decay, total)), given.ToString());
    }
}
