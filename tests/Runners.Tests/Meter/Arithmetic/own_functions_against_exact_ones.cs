using System.Numerics;
using Gradients.Runners.Meter.Arithmetic;

namespace Gradients.Runners.Tests.Meter.Arithmetic;

/// <summary>The error bounds that the functions state, on 4,000 seeded arguments each.</summary>
public sealed class own_functions_against_exact_ones
{
    const int Seed = 20251201;
    const int Count = 4000;

    [Fact]
    public void the_exponential_is_within_one_unit() =>
        Worst(-600, 700, Exponential.Of, Exactly.Exp, 1.0);

    [Fact]
    public void the_exponential_near_zero_is_within_one_unit() =>
        Worst(-0.5, 0.5, Exponential.Of, Exactly.Exp, 1.0);

    [Fact]
    public void the_hyperbolic_tangent_is_within_three_units()
    {
        Worst(-20, 20, Exponential.Tanh, Exactly.Tanh, 3.0);
        Worst(-0.3, 0.3, Exponential.Tanh, Exactly.Tanh, 3.0);
    }

    [Fact]
    public void the_logarithm_is_within_one_unit()
    {
        Worst(1e-8, 1e9, Logarithm.Of, Exactly.Log, 1.0);
        Worst(0.5, 2.0, Logarithm.Of, Exactly.Log, 1.0);
    }

    [Fact]
    public void the_error_function_is_within_two_units()
    {
        Worst(-6, 6, ErrorFunction.Of, Exactly.Erf, 2.0);
        Worst(-0.3, 0.3, ErrorFunction.Of, Exactly.Erf, 2.0);
    }

    [Fact]
    public void sine_and_cosine_are_off_by_less_than_two_to_the_minus_53()
    {
        var random = new Random(Seed);
        foreach (var scale in new[] { 1.0, 100.0, 2097152.0 })
            for (var i = 0; i < Count / 3; i++)
            {
                var x = (random.NextDouble() * 2 - 1) * scale;
                var (sin, cos) = Trigonometry.Of(x);
                var exact = Exactly.SinCos(x);
                Assert.True(Off(sin, exact.Sin) < 1.2e-16 && Off(cos, exact.Cos) < 1.2e-16, $"{x:R}, seed {Seed}");
            }
        static double Off(double got, BigInteger exact) => Exactly.ToDouble(BigInteger.Abs(Exactly.From(got) - exact));
    }

    [Fact]
    public void borders_are_what_they_should_be()
    {
        Assert.Equal(0.0, Exponential.Of(-800));
        Assert.Equal(double.PositiveInfinity, Exponential.Of(710));
        Assert.Equal(1.0, Exponential.Of(0));
        Assert.True(double.IsNaN(Exponential.Of(double.NaN)) && double.IsNaN(Exponential.Tanh(double.NaN)));
        Assert.Equal((1.0, -1.0), (Exponential.Tanh(30), Exponential.Tanh(double.NegativeInfinity)));
        Assert.Equal(double.NegativeInfinity, Logarithm.Of(0));
        Assert.True(double.IsNaN(Logarithm.Of(-1)) && double.IsNaN(ErrorFunction.Of(double.NaN)));
        Assert.Equal(0L, BitConverter.DoubleToInt64Bits(Logarithm.Of(1)));
        Assert.Equal((1.0, -1.0), (ErrorFunction.Of(7), ErrorFunction.Of(-7)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trigonometry.Of(1e10));
    }

    static void Worst(double from, double to, Func<double, double> own, Func<double, BigInteger> exact, double bound)
    {
        var random = new Random(Seed);
        for (var i = 0; i < Count; i++)
        {
            // Half of them spread evenly, half over all sizes down to the smallest.
            var x = i % 2 == 0 || from * to > 0 ? from + (to - from) * random.NextDouble()
                : to * Math.ScaleB(random.NextDouble(), -random.Next(60));
            var off = Exactly.Ulps(own(x), exact(x));
            Assert.True(off <= bound, $"{x:R} is off by {off} units, seed {Seed}");
        }
    }
}
