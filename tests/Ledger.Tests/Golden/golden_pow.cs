using System.Text.Json;
using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Tests.Golden;

public sealed class golden_pow(ITestOutputHelper output) : GoldenFamily("pow", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var value = given.GetProperty("base").GetDouble();
        var exponent = given.GetProperty("exp").GetDouble();
        SameNumber(expected, ExactPower.Halves(value, checked((int)(2 * exponent))), $"{value} ^ {exponent}");
        SameNumber(expected, ExactPower.Computed(value, checked((int)(2 * exponent))), $"{value} ^ {exponent}");
    }
}
