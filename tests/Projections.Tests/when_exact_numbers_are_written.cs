using System.Text.Json;

namespace Gradients.Projections.Tests;

public sealed class when_exact_numbers_are_written
{
    /// <summary>2^-25 and 2^-958 are the two that the framework's writer gives as the double below.</summary>
    [Theory]
    [InlineData(2.9802322387695312e-08)]
    [InlineData(0.1)]
    [InlineData(-0.0)]
    [InlineData(5e-324)]
    [InlineData(1.7976931348623157e308)]
    public void they_read_back_as_the_same_double(double value) => ReadsBack(value);

    [Fact]
    public void so_does_every_power_of_two()
    {
        for (var bits = 1L << 52; bits < 0x7FFL << 52; bits += 1L << 52)
            ReadsBack(BitConverter.Int64BitsToDouble(bits));
    }

    static void ReadsBack(double value)
    {
        using var written = new MemoryStream();
        using (var json = new Utf8JsonWriter(written))
            json.WriteExact(value);
        using var read = JsonDocument.Parse(written.ToArray());
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(read.RootElement.GetDouble()));
    }
}
