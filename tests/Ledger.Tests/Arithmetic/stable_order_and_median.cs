using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Tests.Arithmetic;

public sealed class stable_order_and_median(ITestOutputHelper output)
{
    [Fact]
    public void equal_numbers_keep_their_order_at_every_length()
    {
        const int seed = 20251204;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var length = 0; length < 300; length++)
        {
            var keys = new double[length];
            for (var i = 0; i < length; i++) keys[i] = random.Next(8) - 4.0;
            var order = new int[length];
            StableOrder.Ascending(keys, order);
            Assert.Equal(Enumerable.Range(0, length).OrderBy(i => keys[i]), order);   // OrderBy is stable
        }
    }

    [Fact]
    public void zeros_of_both_signs_are_equal()
    {
        var order = new int[3];
        StableOrder.Ascending([0.0, -0.0, -1.0], order);
        Assert.Equal([2, 0, 1], order);
    }

    [Fact]
    public void the_median_is_the_middle_or_half_of_the_two_middle_ones()
    {
        Assert.Equal(0.0, Median.Of([]));
        Assert.Equal(7.0, Median.Of([7.0]));
        Assert.Equal(2.0, Median.Of([9.0, 1.0, 2.0]));
        Assert.Equal(2.5, Median.Of([9.0, 1.0, 2.0, 3.0]));
    }
}
