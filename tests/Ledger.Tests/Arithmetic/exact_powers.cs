using System.Numerics;
using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Tests.Arithmetic;

public sealed class exact_powers(ITestOutputHelper output)
{
    [Fact]
    public void every_entry_of_the_table_is_what_whole_numbers_give()
    {
        for (var h = 0; h < PowerTable.RankPowers.Length; h++)
            Same(ExactPower.Computed(PowerTable.RankBase, h), PowerTable.RankPowers[h]);
        for (var i = 0; i < PowerTable.MarginPowers.Length; i++)
            Same(
                ExactPower.Computed(PowerTable.MarginBase, 2 * (i + PowerTable.FirstMarginExponent)),
                PowerTable.MarginPowers[i]);
    }

    [Fact]
    public void powers_of_two_are_exact_down_to_the_smallest_subnormal()
    {
        for (var n = -1074; n <= 1023; n++)
            Same(Math.ScaleB(1.0, n), ExactPower.Whole(2.0, n));
        Same(0.0, ExactPower.Whole(2.0, -1075));                     // a tie, and zero is even
        Same(double.Epsilon, ExactPower.Whole(3.0, -678));           // 0.66 of the smallest subnormal
        Same(double.PositiveInfinity, ExactPower.Whole(2.0, 1024));
        Same(0.0, ExactPower.Whole(0.3, 1_000_000));
    }

    [Fact]
    public void half_exponents_take_the_square_root_once_at_the_end()
    {
        Same(3.0, ExactPower.Halves(9.0, 1));
        Same(27.0, ExactPower.Halves(9.0, 3));
        Same(0.5, ExactPower.Halves(4.0, -1));
        Same(Math.Sqrt(2.0), ExactPower.Halves(2.0, 1));             // Math.Sqrt is correctly rounded too
        Same(Math.Sqrt(double.Epsilon), ExactPower.Halves(double.Epsilon, 1));
    }

    [Fact]
    public void roots_and_reciprocals_agree_with_the_processors_own_correctly_rounded_ones()
    {
        const int seed = 20251201;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++)
        {
            var value = Math.ScaleB(1.0 + random.NextDouble(), random.Next(-1000, 1000));
            Same(Math.Sqrt(value), ExactPower.Halves(value, 1));
            Same(1.0 / value, ExactPower.Whole(value, -1));
            Same(value * value, ExactPower.Whole(value, 2));
        }
    }

    [Fact]
    public void only_positive_finite_numbers_have_powers()
    {
        foreach (var value in new[] { 0.0, -0.0, -1.0, double.NaN, double.PositiveInfinity })
            Assert.Throws<ArgumentOutOfRangeException>(() => ExactPower.Whole(value, 2));
    }

    [Fact]
    public void the_floor_root_is_the_largest_whole_number_whose_square_fits()
    {
        const int seed = 20251202;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 1_000; i++)
        {
            var bytes = new byte[1 + random.Next(40)];
            random.NextBytes(bytes);
            var value = new BigInteger(bytes, isUnsigned: true);
            var root = RoundedRoot.FloorRoot(value);
            Assert.True(root * root <= value && (root + 1) * (root + 1) > value);
        }
    }

    static void Same(double expected, double actual) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));
}
