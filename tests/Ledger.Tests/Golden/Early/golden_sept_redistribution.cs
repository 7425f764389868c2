using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_09;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_sept_redistribution(ITestOutputHelper output) : EarlyFamily("sept_redistribution", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var shares = Redistribution.Of(Number(given.GetProperty("diff"))!.Value);
        SameNumber(expected.GetProperty("burn_proportion"), shares.Withdrawn);
        SameNumber(expected.GetProperty("tournament"), shares.Tournament);
        SameNumber(expected.GetProperty("regular"), shares.Regular);
        SameNumber(expected.GetProperty("burn"), shares.Burn);
    }
}
