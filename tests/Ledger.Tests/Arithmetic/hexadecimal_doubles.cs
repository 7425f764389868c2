using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Tests.Arithmetic;

public sealed class hexadecimal_doubles(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0.0, "0x0.0p+0")]
    [InlineData(-0.0, "-0x0.0p+0")]
    [InlineData(1.0, "0x1.0000000000000p+0")]
    [InlineData(-0.1, "-0x1.999999999999ap-4")]
    [InlineData(0.7692307692307692, "0x1.89d89d89d89d8p-1")]
    [InlineData(double.Epsilon, "0x0.0000000000001p-1022")]
    [InlineData(double.MaxValue, "0x1.fffffffffffffp+1023")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    [InlineData(double.NaN, "nan")]
    public void are_written_as_python_writes_them(double value, string text)
    {
        Assert.Equal(text, HexFloat.Format(value));
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(HexFloat.Parse(text)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.0")]
    [InlineData("0x1.8p-1")]
    [InlineData("0X1.89d89d89d89d8p-1")]
    [InlineData("0x1.89D89d89d89d8p-1")]
    [InlineData("0x1.89d89d89d89d8p1")]
    [InlineData("0x1.89d89d89d89d8p+01")]
    [InlineData("0x1.89d89d89d89d8p+1024")]
    [InlineData("0x0.0000000000000p-1022")]
    [InlineData("0x2.0000000000000p+0")]
    [InlineData("-nan")]
    [InlineData(" inf")]
    public void in_any_other_form_are_refused(string text) => Assert.False(HexFloat.TryParse(text, out _));

    [Fact]
    public void come_back_bit_for_bit()
    {
        const int seed = 20251203;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 100_000; i++)
        {
            var bits = random.NextInt64(long.MinValue, long.MaxValue);
            var value = BitConverter.Int64BitsToDouble(bits);
            if (double.IsNaN(value)) continue;
            Assert.Equal(bits, BitConverter.DoubleToInt64Bits(HexFloat.Parse(HexFloat.Format(value))));
        }
    }
}
