using System.Text;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tests.Canonical;

public sealed class moments(ITestOutputHelper output)
{
    static bool Reads(string text, out long micros) => Moment.TryRead(Encoding.UTF8.GetBytes(text), out micros);

    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.000000Z")]
    [InlineData(1, "1970-01-01T00:00:00.000001Z")]
    [InlineData(-1, "1969-12-31T23:59:59.999999Z")]
    [InlineData(1_750_508_160_000_000, "2025-06-21T12:16:00.000000Z")]
    [InlineData(951_782_400_000_000, "2000-02-29T00:00:00.000000Z")]
    [InlineData(-62_135_596_800_000_000, "0001-01-01T00:00:00.000000Z")]
    [InlineData(253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z")]
    public void are_microseconds_since_1970_in_one_form(long micros, string text)
    {
        Assert.Equal(text, Moment.Text(micros));
        Assert.True(Reads(text, out var read));
        Assert.Equal(micros, read);
        Assert.True(Moment.TryParse(text, out var parsed));
        Assert.Equal(micros, parsed);
    }

    [Fact]
    public void come_back_as_they_were()
    {
        const int seed = 1_970;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var micros = random.NextInt64(-62_135_596_800_000_000, 253_402_300_800_000_000);
            Assert.True(Reads(Moment.Text(micros), out var read));
            Assert.Equal(micros, read);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("2025-06-21T12:16:00Z")]
    [InlineData("2025-06-21T12:16:00.000Z")]
    [InlineData("2025-06-21T12:16:00.0000000Z")]
    [InlineData("2025-06-21 12:16:00.000000Z")]
    [InlineData("2025-06-21T12:16:00.000000z")]
    [InlineData("2025-06-21T12:16:00,000000Z")]
    [InlineData("2025-06-21T24:00:00.000000Z")]
    [InlineData("2025-06-21T12:60:00.000000Z")]
    [InlineData("2025-06-21T12:16:60.000000Z")]
    [InlineData("2025-02-29T12:16:00.000000Z")]
    [InlineData("1900-02-29T12:16:00.000000Z")]
    [InlineData("2025-13-01T12:16:00.000000Z")]
    [InlineData("2025-00-01T12:16:00.000000Z")]
    [InlineData("2025-06-00T12:16:00.000000Z")]
    [InlineData("0000-06-01T12:16:00.000000Z")]
    [InlineData("-025-06-01T12:16:00.000000Z")]
    [InlineData("2025-06-21T12:16:00.00000 Z")]
    [InlineData("2025-06-21T12:16:00.000000Z ")]
    [InlineData("+2025-06-21T12:16:00.00000Z")]
    [InlineData("２０２５-06-21T12:16:00.000000Z")]
    public void any_other_form_is_refused(string text) => Assert.False(Reads(text, out _));

    [Theory]
    [InlineData("2025-06-21T12:16:00Z")]
    [InlineData("2025-06-21T12:16:00.0Z")]
    [InlineData("2025-06-21T12:16:00+00:00")]
    [InlineData("2025-06-21T14:16:00+02:00")]
    [InlineData("2025-06-21T06:46:00.000-05:30")]
    public void commands_may_bring_any_zone(string text)
    {
        Assert.True(Moment.TryParse(text, out var micros));
        Assert.Equal(1_750_508_160_000_000, micros);
    }

    [Theory]
    [InlineData("2025-06-21T12:16:00")]
    [InlineData("2025-06-21T12:16:00.123456")]
    [InlineData("2025-06-21")]
    [InlineData("21.06.2025 12:16:00Z")]
    [InlineData("2025-06-21T12:16:00.1234567Z")]
    [InlineData("2025-06-21T12:16Z")]
    [InlineData("2025-06-21T25:16:00Z")]
    [InlineData("2025-06-21T12:16:60Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("yesterday")]
    [InlineData("Z")]
    [InlineData("")]
    [InlineData("1750508160")]
    public void commands_without_zone_or_beyond_microseconds_are_refused(string text) =>
        Assert.False(Moment.TryParse(text, out _));
}
