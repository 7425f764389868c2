using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_09;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_sept_group(ITestOutputHelper output) : SeptemberFamily("sept_group", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        SameNames(expected, RoundWinners.OfGroup(Tasks(given)));
    }
}
