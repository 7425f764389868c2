using System.Numerics;
using Gradients.Runners.Meter.Arithmetic;

namespace Gradients.Runners.Tests.Meter.Arithmetic;

public sealed class the_table_of_the_error_function
{
    [Fact]
    public void holds_the_nearest_doubles_of_the_exact_coefficients()
    {
        var row = ErrorFunctionTable.Degree + 1;
        for (var i = 1; i <= ErrorFunctionTable.Intervals; i++)
        {
            var middle = i * 0.25 + 0.125;
            var at = Exactly.From(middle);
            // g is the series of 2/sqrt(pi) e^(-(c+h)^2): (n+1) g[n+1] = -2 c g[n] - 2 g[n-1].
            BigInteger previous = 0, g = 2 * Exactly.Exp(-middle * middle) * Exactly.One / Exactly.Root(Exactly.Pi);
            Nearest(Exactly.Erf(middle), (i - 1) * row);
            for (var n = 0; n < ErrorFunctionTable.Degree; n++)
            {
                Nearest(g / (n + 1), (i - 1) * row + n + 1);
                (previous, g) = (g, (-2 * (at * g >> Exactly.Bits) - 2 * previous) / (n + 1));
            }
        }
    }

    static void Nearest(BigInteger exact, int index)
    {
        var off = Exactly.Ulps(ErrorFunctionTable.Coefficients[index], exact);
        Assert.True(off <= 0.5000001, $"coefficient {index} is off by {off} units");
    }
}
