using System.Numerics;
using Gradients.Ledger.Chain;

namespace Gradients.Ledger.Tests.Chain;

public sealed class weights_as_the_chain_stores_them
{
    [Theory]
    [InlineData(new ushort[] { 38550, 5, 15, 25 }, new ushort[] { 65535, 8, 25, 42 })]
    [InlineData(new ushort[] { 65534, 32767, 1, 2 }, new ushort[] { 65535, 32767, 1, 2 })]
    [InlineData(new ushort[] { 3, 7, 9 }, new ushort[] { 21845, 50972, 65535 })]
    [InlineData(new ushort[] { 1, 2, 3 }, new ushort[] { 21845, 43690, 65535 })]
    [InlineData(new ushort[] { 0, 0 }, new ushort[] { 0, 0 })]
    [InlineData(new ushort[] { 0, 5, 0 }, new ushort[] { 0, 65535, 0 })]
    [InlineData(new ushort[0], new ushort[0])]
    public void are_scaled_by_the_runtimes_own_steps(ushort[] sent, ushort[] stored) =>
        Assert.Equal(stored, Upscale.Of(sent));

    [Fact]
    public void stay_as_they_are_when_the_largest_is_65535()
    {
        var all = Enumerable.Range(0, 65_536).Select(i => (ushort)i).ToArray();
        Assert.Equal(all, Upscale.Of(all));
    }

    /// <summary>Every largest value with some smaller ones, against the same steps in numbers without a size.</summary>
    [Fact]
    public void never_overflow()
    {
        for (var max = 1; max <= 65_535; max++)
            foreach (var weight in new[] { 0, 1, max / 3, max / 2, max - 1, max })
            {
                BigInteger stored = max <= 32_768
                    ? (((BigInteger)weight * 65_535 << 32) / max + (1L << 31)) >> 32
                    : (weight * (((BigInteger)65_535 << 32) / max) + (1L << 31)) >> 32;
                Assert.Equal((ushort)stored, Upscale.Of([(ushort)weight, (ushort)max])[0]);
            }
    }
}
