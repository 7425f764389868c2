using System.Numerics;
using Gradients.Ledger.Chain;

namespace Gradients.Ledger.Tests.Chain;

public sealed class scale_bytes
{
    const int Seed = 20_250_912;

    /// <summary>The examples of the encoding's own description.</summary>
    [Theory]
    [InlineData("0", "00")]
    [InlineData("1", "04")]
    [InlineData("42", "a8")]
    [InlineData("63", "fc")]
    [InlineData("64", "0101")]
    [InlineData("69", "1501")]
    [InlineData("16383", "fdff")]
    [InlineData("16384", "02000100")]
    [InlineData("65535", "feff0300")]
    [InlineData("1073741823", "feffffff")]
    [InlineData("1073741824", "0300000040")]
    [InlineData("100000000000000", "0b00407a10f35a")]
    [InlineData("18446744073709551615", "13ffffffffffffffff")]
    public void compact_numbers_have_one_form(string number, string hex)
    {
        var value = BigInteger.Parse(number);
        Assert.Equal(hex, Convert.ToHexStringLower(new ScaleWriter().Compact(value).Written));
        var reader = new ScaleReader(Convert.FromHexString(hex));
        Assert.Equal(value, reader.Compact());
        reader.End();
    }

    [Theory]
    [InlineData("0100", "longer")]
    [InlineData("fd00", "longer")]
    [InlineData("02000000", "longer")]
    [InlineData("feff0000", "longer")]
    [InlineData("03ffffff3f", "longer")]
    [InlineData("07ffffffff00", "longer")]
    [InlineData("03ffff", "needed")]
    [InlineData("", "needed")]
    public void other_forms_are_refused(string hex, string reason)
    {
        var fault = Assert.Throws<BadScale>(() => Compact(Convert.FromHexString(hex)));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    static BigInteger Compact(byte[] bytes) => new ScaleReader(bytes).Compact();

    [Fact]
    public void what_was_written_is_read()
    {
        var random = new Random(Seed);
        for (var round = 0; round < 5_000; round++)
        {
            var big = new BigInteger(RandomBytes(random, random.Next(1, 68)), isUnsigned: true);
            var u16 = RandomBytes(random, random.Next(40)).Select(b => (ushort)(b * 257)).ToArray();
            var u64 = RandomBytes(random, random.Next(40)).Select(b => (ulong)b << random.Next(56)).ToArray();
            var text = new string([.. RandomBytes(random, random.Next(70)).Select(b => (char)(b + 32))]);
            var u128 = new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64());
            var written = new ScaleWriter().Compact(big).U16List(u16).Text(text).U128(u128).U64List(u64)
                .Flag(round % 2 == 0).U32((uint)round).Written;
            var reader = new ScaleReader(written);
            Assert.True(big == reader.Compact(), $"seed {Seed} round {round}: {big}");
            Assert.Equal(u16, reader.U16List());
            Assert.Equal(text, reader.Text());
            Assert.Equal(u128, reader.U128());
            Assert.Equal(u64, reader.U64List());
            Assert.Equal(round % 2 == 0, reader.Flag());
            Assert.Equal((uint)round, reader.U32());
            reader.End();
        }
    }

    static byte[] RandomBytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    [Fact]
    public void a_list_cannot_promise_more_than_follows()
    {
        var fault = Assert.Throws<BadScale>(() => new ScaleReader([0xfe, 0xff, 0xff, 0xff, 1, 2]).U16List());
        Assert.Equal("byte 0: a list of 1073741823 items does not fit into the 2 bytes that are left", fault.Message);
    }

    [Fact]
    public void every_fault_says_where()
    {
        Assert.Equal(1, Assert.Throws<BadScale>(() => Twice([0, 2])).Offset);
        Assert.Equal(0, Assert.Throws<BadScale>(() => new ScaleReader([8, 0xff, 0xff]).Text()).Offset);
        Assert.Equal(2, Assert.Throws<BadScale>(() => new ScaleReader([4, 0, 9]).U32()).Offset
            + Assert.Throws<BadScale>(() => Rest([1, 2, 3])).Offset);
        Assert.Equal(4, Assert.Throws<BadScale>(() => HexBytes.Read("0x0g12")).Offset + 1);
    }

    static void Twice(byte[] bytes)
    {
        var reader = new ScaleReader(bytes);
        reader.Flag();
        reader.IsSome();
    }

    static void Rest(byte[] bytes)
    {
        var reader = new ScaleReader(bytes);
        reader.U16();
        reader.End();
    }
}
