using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Tests.Rulebooks;

public sealed class when_weights_are_quantised(ITestOutputHelper output)
{
    [Fact]
    public void halves_go_to_the_even_neighbour_and_a_zero_is_sent_all_the_same() =>
        Assert.Equal(
            new Quantised.Row([0, 1, 2, 4], [65535, 0, 2, 2]),
            Quantiser.Quantise([65535.0, 0.5, 1.5, 0.0, 2.5]));

    [Fact]
    public void nothing_but_zeros_is_an_empty_row() =>
        Assert.Equal(new Quantised.Row([], []), Quantiser.Quantise([0.0, -0.0, 0.0]));

    [Fact]
    public void errors_have_the_names_of_the_reference()
    {
        Assert.Equal(new Quantised.Failed("ValueError"), Quantiser.Quantise([0], [0.5, 0.5]));
        Assert.Equal(new Quantised.Failed("ValueError"), Quantiser.Quantise([-1], [0.5]));
        Assert.Equal(new Quantised.Failed("ValueError"), Quantiser.Quantise([0.5, -1e-300]));
        Assert.Equal(new Quantised.Failed("OverflowError"), Quantiser.Quantise([double.Epsilon]));
    }

    [Fact]
    public void the_largest_weight_is_always_65535_and_order_is_kept()
    {
        const int seed = 20251207;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++)
        {
            var weights = new double[1 + random.Next(256)];
            for (var uid = 0; uid < weights.Length; uid++)
                weights[uid] = random.Next(3) == 0 ? 0.0 : Math.ScaleB(random.NextDouble(), random.Next(-60, 3));
            weights[random.Next(weights.Length)] = 10.0 + random.NextDouble();
            var row = Assert.IsType<Quantised.Row>(Quantiser.Quantise(weights));
            Assert.Equal(65535, row.Weights.Max());
            Assert.Equal(weights.Count(w => w > 0), row.Uids.Length);
            Assert.Equal(row.Uids.Order(), row.Uids);
        }
    }
}
