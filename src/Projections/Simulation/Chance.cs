using System.Security.Cryptography;
using System.Text;
using Gradients.Ledger.Draws;

namespace Gradients.Projections.Simulation;

/// <summary>
/// What could have been otherwise, taken from a seed: the words of <see cref="SeedWords"/> over the SHA-256 of the text
/// <c>gradients-simulator:{seed}:{purpose}</c>, so that every purpose has a stream of its own. Only <c>+ - * /</c> and
/// floor are used: a season is the same on every machine.
/// </summary>
internal sealed class Chance(long seed, string purpose)
{
    /// <summary>2^-53: the distance between neighbouring values of <see cref="Unit"/>.</summary>
    const double Step = 1.0 / (1L << 53);

    readonly SeedWords _words = new(SHA256.HashData(Encoding.UTF8.GetBytes($"gradients-simulator:{seed}:{purpose}")));

    /// <summary>Uniform in [0, 1).</summary>
    public double Unit() => (_words.Next() >> 11) * Step;

    /// <summary>Uniform in [-1, 1).</summary>
    public double Signed() => (Unit() * 2.0) - 1.0;

    public bool Happens(double probability) => Unit() < probability;

    public int Below(int n) => _words.Below(n);

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>A span of time in microseconds.</summary>
    public long Minutes(int least, int most) =>
        (least * Spans.Minute) + (long)(Unit() * ((most - least) * Spans.Minute));

    public T Pick<T>(ReadOnlySpan<T> items) => items[Below(items.Length)];

    /// <summary>
    /// Close to log-normal around 1, without a logarithm: a product of six factors that are uniform in 1 ± spread.
    /// </summary>
    public double Factor(double spread)
    {
        var product = 1.0;
        for (var i = 0; i < 6; i++)
            product *= 1.0 + (spread * Signed());
        return product;
    }

    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Lower-case hex digits, as commits and digests are written.</summary>
    public string Hex(int digits) => string.Create(digits, _words, static (text, words) =>
    {
        for (var i = 0; i < text.Length; i += 16)
        {
            var word = words.Next();
            for (var j = i; j < text.Length && j < i + 16; j++, word <<= 4)
                text[j] = "0123456789abcdef"[(int)(word >> 60)];
        }
    });

    /// <summary>An id in the shape of a UUID.</summary>
    public string Id()
    {
        var hex = Hex(32);
        return $"{hex.AsSpan(0, 8)}-{hex.AsSpan(8, 4)}-{hex.AsSpan(12, 4)}-{hex.AsSpan(16, 4)}-{hex.AsSpan(20)}";
    }
}
