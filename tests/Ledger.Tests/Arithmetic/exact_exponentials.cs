using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Tests.Arithmetic;

public sealed class exact_exponentials
{
    [Theory]
    [InlineData("0x1.0000000000000p+0", "0x1.5bf0a8b145769p+1")]
    [InlineData("-0x1.0000000000000p+0", "0x1.78b56362cef38p-2")]
    [InlineData("0x1.62e42fefa39efp-1", "0x1.0000000000000p+1")]
    [InlineData("0x1.4000000000000p+3", "0x1.5829dcf950560p+14")]
    [InlineData("0x1.62e42fefa39efp+9", "0x1.fffffffffff2ap+1023")]
    public void have_their_known_values(string exponent, string power) =>
        Assert.Equal(power, HexFloat.Format(ExactExponential.Of(HexFloat.Parse(exponent))));

    [Fact]
    public void end_where_doubles_end()
    {
        Assert.Equal(1.0, ExactExponential.Of(0.0));
        Assert.Equal(1.0, ExactExponential.Of(double.Epsilon));
        Assert.Equal(1.0, ExactExponential.Of(-1e-17));
        Assert.Equal(double.PositiveInfinity, ExactExponential.Of(709.79));
        Assert.Equal(double.PositiveInfinity, ExactExponential.Of(double.PositiveInfinity));
        Assert.Equal(double.Epsilon, ExactExponential.Of(-745.0));
        Assert.Equal(0.0, ExactExponential.Of(-745.2));
        Assert.Equal(0.0, ExactExponential.Of(double.NegativeInfinity));
        Assert.True(double.IsNaN(ExactExponential.Of(double.NaN)));
    }

    [Fact]
    public void are_never_further_than_one_unit_from_the_machine_s_own()
    {
        var random = new Random(20_250_716);
        for (var i = 0; i < 2_000; i++)
        {
            var exponent = (random.NextDouble() - 0.5) * (i % 2 == 0 ? 9.0 : 1_400.0);
            var apart = BitConverter.DoubleToInt64Bits(ExactExponential.Of(exponent))
                - BitConverter.DoubleToInt64Bits(Math.Exp(exponent));
            Assert.True(Math.Abs(apart) <= 1, $"seed 20250716, case {i}: {exponent:R}");
        }
    }

    [Fact]
    public void of_quarter_powers_agree_with_whole_and_half_ones()
    {
        var random = new Random(5);
        for (var i = 0; i < 500; i++)
        {
            var value = Math.ScaleB(random.NextDouble() + 0.5, random.Next(-40, 40));
            Assert.Equal(ExactPower.Whole(value, 3), ExactPower.Quarters(value, 12));
            Assert.Equal(ExactPower.Halves(value, -3), ExactPower.Quarters(value, -6));
            Assert.Equal(Math.Sqrt(value), ExactPower.Quarters(value, 2));
        }
        Assert.Equal(2.0, ExactPower.Quarters(16.0, 1));
        Assert.Equal(32.0, ExactPower.Quarters(16.0, 5));
    }
}
