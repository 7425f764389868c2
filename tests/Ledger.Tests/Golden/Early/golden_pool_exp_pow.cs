using System.Text.Json;
using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Tests.Golden.Early;

/// <summary>
/// The reference's exponential and power are a C library's: one unit in the last place from the correctly rounded value
/// in fewer than one case of two hundred, and never further.
/// </summary>
public sealed class golden_pool_exp_pow(ITestOutputHelper output) : EarlyFamily("pool_exp_pow", output), IDisposable
{
    readonly ITestOutputHelper _output = output;
    int _cases, _differences;

    protected override void Check(JsonElement given, JsonElement expected)
    {
        _cases++;
        var exponential = ExactExponential.Of(Hex(given.GetProperty("arg")));
        CheckNear(Hex(given.GetProperty("exp")), exponential, "exp");
        var sigmoid = Hex(given.GetProperty("sig"));
        SameBits(sigmoid, 1.0 / (1.0 + Hex(given.GetProperty("exp"))));
        CheckNear(Hex(given.GetProperty("pow")), ExactPower.Quarters(sigmoid, 3), "pow");
    }

    void CheckNear(double expected, double actual, string what)
    {
        var apart = Math.Abs(BitConverter.DoubleToInt64Bits(expected) - BitConverter.DoubleToInt64Bits(actual));
        Same(true, apart <= 1, $"{what}: {expected:R} and {actual:R}");
        if (apart != 0) _differences++;
    }

    public void Dispose()
    {
        Assert.True(_differences * 200 <= _cases, $"{_differences} differences in {_cases} cases");
        _output.WriteLine($"{_differences} of {2 * _cases} values are one unit in the last place away");
    }
}
