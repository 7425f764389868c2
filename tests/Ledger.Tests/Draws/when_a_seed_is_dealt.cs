using System.Buffers.Binary;
using Gradients.Ledger.Draws;

namespace Gradients.Ledger.Tests.Draws;

public sealed class when_a_seed_is_dealt
{
    static byte[] Seed(int number)
    {
        var seed = new byte[32];
        BinaryPrimitives.WriteInt32LittleEndian(seed, number);
        return seed;
    }

    [Fact]
    public void everybody_is_dealt_once()
    {
        for (var n = 1; n <= 70; n++)
        {
            var dealt = Draw.Deal(Seed(n), Miners(n), [n]);
            Assert.Equal(Miners(n).Order(), dealt[0].Order());
        }
    }

    [Fact]
    public void the_order_in_which_entrants_are_given_does_not_matter()
    {
        var one = Draw.Deal(Seed(1), Miners(9), [3, 3, 3]);
        var other = Draw.Deal(Seed(1), Miners(9).Reverse(), [3, 3, 3]);
        Assert.Equal(one.SelectMany(slot => slot), other.SelectMany(slot => slot));
    }

    [Fact]
    public void another_seed_gives_another_draw() => Assert.NotEqual(
        Draw.Deal(Seed(1), Miners(30), [30])[0], Draw.Deal(Seed(2), Miners(30), [30])[0]);

    [Theory]
    [InlineData(2, 2)]
    [InlineData(2, 2, 2)]
    [InlineData(6)]
    [InlineData]
    public void sizes_that_do_not_fit_are_a_mistake(params int[] sizes) =>
        Assert.Throws<ArgumentException>(() => Draw.Deal(Seed(1), Miners(5), [.. sizes]));

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void a_seed_has_thirty_two_bytes(int length) =>
        Assert.Throws<ArgumentException>(() => new SeedWords(new byte[length]));

    [Fact]
    public void a_number_below_nothing_is_a_mistake() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeedWords(new byte[32]).Below(0));

    /// <summary>
    /// Deterministic: seeds 0, 1, 2 …, and bounds that a fair draw leaves once in 100,000 times on each side.
    /// </summary>
    [Fact]
    public void everybody_comes_to_every_place_equally_often()
    {
        const int entrants = 6, draws = 12_000;
        var counts = new int[entrants, entrants];
        for (var i = 0; i < draws; i++)
        {
            var order = Enumerable.Range(0, entrants).ToArray();
            Draw.Shuffle<int>(Seed(i), order);
            for (var place = 0; place < entrants; place++)
                counts[order[place], place]++;
        }
        var chi = 0.0;
        foreach (var count in counts)
            chi += Square(count - ((double)draws / entrants)) / ((double)draws / entrants);
        // Places of one shuffle exclude each other, so this is 6/5 of a chi square with (6 - 1)^2 degrees of freedom.
        Assert.InRange(chi, 1.2 * 5.1, 1.2 * 67.6);
    }

    /// <summary>All 24 orders of four, so that no pairing is likelier than another.</summary>
    [Fact]
    public void every_order_comes_equally_often()
    {
        const int draws = 12_000;
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < draws; i++)
        {
            var order = "abcd".ToCharArray();
            Draw.Shuffle<char>(Seed(i + 1_000_000), order);
            counts[new(order)] = counts.GetValueOrDefault(new(order)) + 1;
        }
        Assert.Equal(24, counts.Count);
        var chi = counts.Values.Sum(count => Square(count - (draws / 24.0)) / (draws / 24.0));
        // 23 degrees of freedom.
        Assert.InRange(chi, 4.3, 64.4);
    }

    /// <summary>A plain remainder of 64 bits would pass as well; a remainder of a byte would not.</summary>
    [Fact]
    public void numbers_below_a_hundred_are_equally_likely()
    {
        var stream = new SeedWords(Seed(7));
        var counts = new int[100];
        for (var i = 0; i < 100_000; i++)
            counts[stream.Below(100)]++;
        var chi = counts.Sum(count => Square(count - 1_000) / 1_000);
        // 99 degrees of freedom.
        Assert.InRange(chi, 49.9, 171.0);
    }

    static double Square(double x) => x * x;
}
