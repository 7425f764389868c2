using System.Globalization;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tests.Canonical;

public sealed class numbers_are_written_as_rfc_8785_says(ITestOutputHelper output)
{
    const int Seed = 20_251_201;

    /// <summary>
    /// RFC 8785, appendix B, but for negative zero and what is not finite, which are additions of ours.
    /// </summary>
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void the_table_of_its_appendix(ulong bits, string text)
    {
        var value = BitConverter.UInt64BitsToDouble(bits);
        Assert.Equal(text, Scanned.Number(value));
        Assert.Equal(bits, BitConverter.DoubleToUInt64Bits(Scanned.NumberFrom(text)));
    }

    /// <summary>The runtime's own shortest digits of these two read back as the number below.</summary>
    [Theory]
    [InlineData(-25, "2.9802322387695312e-8")]
    [InlineData(-958, "4.1045368012983762e-289")]
    public void powers_of_two_whose_lower_neighbour_is_near(int exponent, string text)
    {
        Assert.Equal(text, Scanned.Number(Math.ScaleB(1, exponent)));
        Same(Math.ScaleB(1, exponent), Scanned.NumberFrom(text));
        Assert.Equal("-" + text, Scanned.Number(-Math.ScaleB(1, exponent)));
    }

    [Theory]
    [InlineData(0x8000000000000000, "\"-0\"")]
    [InlineData(0x7ff0000000000000, "\"Infinity\"")]
    [InlineData(0xfff0000000000000, "\"-Infinity\"")]
    public void our_four_additions(ulong bits, string text)
    {
        var value = BitConverter.UInt64BitsToDouble(bits);
        Assert.Equal(text, Scanned.Number(value));
        Assert.Equal(bits, BitConverter.DoubleToUInt64Bits(Scanned.NumberFrom(text)));
    }

    [Theory]
    [InlineData(0x7ff8000000000000)]
    [InlineData(0xfff8000000000000)]
    [InlineData(0x7fffffffffffffff)]
    public void every_nan_is_the_one_nan(ulong bits)
    {
        Assert.Equal("\"NaN\"", Scanned.Number(BitConverter.UInt64BitsToDouble(bits)));
        Assert.True(double.IsNaN(Scanned.NumberFrom("\"NaN\"")));
    }

    [Theory]
    [InlineData("-0")]
    [InlineData("0.0")]
    [InlineData("-0.0")]
    [InlineData("00")]
    [InlineData("01")]
    [InlineData("+1")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1.0")]
    [InlineData("1.50")]
    [InlineData("1e0")]
    [InlineData("1E21")]
    [InlineData("1e21")]
    [InlineData("1e+021")]
    [InlineData("1e+20")]
    [InlineData("0.0000001")]
    [InlineData("1000000000000000000000")]
    [InlineData("0.1000000000000000055")]
    [InlineData("333333333.33333333")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("\"nan\"")]
    [InlineData("\"+Infinity\"")]
    [InlineData("\"0\"")]
    [InlineData("\"1.5\"")]
    [InlineData("--1")]
    [InlineData("1 ")]
    [InlineData(" 1")]
    [InlineData("0x10")]
    [InlineData("")]
    [InlineData("true")]
    [InlineData("null")]
    public void any_other_text_for_a_number_is_refused(string text) =>
        Assert.Throws<NotCanonical>(() => Scanned.NumberFrom(text));

    [Theory]
    [InlineData(9007199254740991, "9007199254740991")]
    [InlineData(9007199254740992, "9007199254740992")]
    [InlineData(9007199254740993, "\"9007199254740993\"")]
    [InlineData(-9007199254740992, "-9007199254740992")]
    [InlineData(-9007199254740993, "\"-9007199254740993\"")]
    [InlineData(long.MaxValue, "\"9223372036854775807\"")]
    [InlineData(long.MinValue, "\"-9223372036854775808\"")]
    [InlineData(0, "0")]
    [InlineData(-1, "-1")]
    public void integers_beyond_2_to_the_53rd_are_strings(long value, string text)
    {
        Assert.Equal(text, Scanned.Integer(value));
        Assert.Equal(value, Scanned.IntegerFrom(text));
    }

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("\"9007199254740992\"")]
    [InlineData("\"1\"")]
    [InlineData("\"9223372036854775808\"")]
    [InlineData("99999999999999999999")]
    [InlineData("\"09223372036854775807\"")]
    [InlineData("\"+9223372036854775807\"")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("-0")]
    [InlineData("007")]
    [InlineData("+7")]
    [InlineData("\"9223372036854775807")]
    [InlineData("")]
    [InlineData("-")]
    public void any_other_text_for_an_integer_is_refused(string text) =>
        Assert.Throws<NotCanonical>(() => Scanned.IntegerFrom(text));

    [Fact]
    public void a_hundred_thousand_random_doubles_come_back_bit_by_bit()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        for (var i = 0; i < 100_000; i++)
        {
            var value = i % 4 == 0 ? Math.Round(random.NextDouble() * 100, i % 17 % 15) : Any(random);
            if (!double.IsFinite(value))
                continue;
            var text = Scanned.Number(value);
            Same(value, Scanned.NumberFrom(text));
            Same(value, text == "\"-0\"" ? -0.0 : double.Parse(text, CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void they_are_the_shortest_and_nearest_digits_that_a_slow_search_finds()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var values = Enumerable.Range(0, 4_000).Select(_ => Any(random))
            .Concat(Enumerable.Range(0, 2_000).Select(_ => random.NextDouble() * Math.Pow(10, random.Next(-9, 24))))
            .Concat(Enumerable.Range(-1074, 2098).Select(e => Math.ScaleB(1, e)))
            .Concat(Enumerable.Range(-323, 632).Select(e => double.Parse($"1e{e}", CultureInfo.InvariantCulture)));
        foreach (var value in values)
            if (double.IsFinite(value) && value != 0)
                Assert.Equal(SlowNumber.Text(value), Scanned.Number(value));
    }

    /// <summary>Of the texts around a number's own those are read that are some number's own, and as that number.</summary>
    [Fact]
    public void a_text_is_read_where_it_is_what_its_number_is_written_as()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var refused = 0;
        for (var i = 0; i < 30_000; i++)
        {
            var value = random.NextDouble() * Math.Pow(10, random.Next(-6, 18));
            if (i % 8 == 0)
                value = Math.ScaleB(1 + (random.Next(-3, 4) * 2.220446049250313e-16), random.Next(-18, 56));
            var text = value.ToString(i % 3 == 0 ? "R" : i % 3 == 1 ? "E15" : "E16", CultureInfo.InvariantCulture);
            text = decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)
                .ToString("0.############################", CultureInfo.InvariantCulture);
            text = (random.Next(6), text[..^1], text[^1]) switch
            {
                (0, var most, < '9' and var last) => most + (char)(last + 1),
                (1, var most, > '1' and var last) => most + (char)(last - 1),
                (2, var most, _) when most.Length > 1 && most[^1] is not ('.' or '0') => most,
                (3, _, _) when text.Contains('.', StringComparison.Ordinal) => text + (char)random.Next('1', '9' + 1),
                _ => text,
            };
            var meant = double.Parse(text, CultureInfo.InvariantCulture);
            if (Scanned.Number(meant) == text)
            {
                Same(meant, Scanned.NumberFrom(text));
                continue;
            }
            Assert.Throws<NotCanonical>(() => Scanned.NumberFrom(text));
            refused++;
        }
        Assert.InRange(refused, 3_000, 27_000);
    }

    static double Any(Random random) => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));

    static void Same(double expected, double actual) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));
}
