using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Gradients.Ledger.Chain;

/// <summary>
/// Reads SCALE, the chain's encoding: little-endian numbers, compact lengths, no names. Strict: compact numbers must be
/// in their shortest form, flags 0 or 1, texts UTF-8, and no length may promise more than the bytes that follow.
/// </summary>
public ref struct ScaleReader(ReadOnlySpan<byte> data)
{
    /// <summary>A list of empty things costs no bytes; more of them than this is an attack.</summary>
    public const int MostEmptyItems = 65_536;

    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly ReadOnlySpan<byte> _data = data;

    public int Offset { get; private set; }

    public readonly int Left => _data.Length - Offset;

    public readonly BadScale Fault(string reason) => new(Offset, reason);

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count < 0 || count > Left)
            throw Fault($"{count} bytes are needed, {Left} are left");
        var bytes = _data.Slice(Offset, count);
        Offset += count;
        return bytes;
    }

    public byte U8() => Bytes(1)[0];

    public ushort U16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    public ulong U64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));

    public UInt128 U128() => BinaryPrimitives.ReadUInt128LittleEndian(Bytes(16));

    /// <summary>A whole number of 1 to 32 bytes.</summary>
    public BigInteger Whole(int bytes, bool signed) => new(Bytes(bytes), isUnsigned: !signed);

    public bool Flag()
    {
        var at = Offset;
        return U8() switch
        {
            0 => false,
            1 => true,
            var other => throw new BadScale(at, $"a flag is 0 or 1, not {other}"),
        };
    }

    /// <summary>True: a value follows.</summary>
    public bool IsSome()
    {
        var at = Offset;
        return U8() switch
        {
            0 => false,
            1 => true,
            var other => throw new BadScale(at, $"an option is 0 or 1, not {other}"),
        };
    }

    /// <summary>A compact number of at most 67 bytes, in its shortest form.</summary>
    public BigInteger Compact()
    {
        var at = Offset;
        var first = U8();
        var mode = first & 3;
        if (mode == 0)
            return first >> 2;
        if (mode < 3)
        {
            Offset = at;
            var small = mode == 1 ? (uint)U16() >> 2 : U32() >> 2;
            return small >= (mode == 1 ? 1u << 6 : 1u << 14) ? small : throw Longer(at);
        }
        var bytes = Bytes((first >> 2) + 4);
        if (bytes[^1] == 0 || (bytes.Length == 4 && BinaryPrimitives.ReadUInt32LittleEndian(bytes) < 1u << 30))
            throw Longer(at);
        return new BigInteger(bytes, isUnsigned: true);
    }

    static BadScale Longer(int at) => new(at, "a compact number is longer than it need be");

    public ulong CompactU64()
    {
        var at = Offset;
        var value = Compact();
        return value <= ulong.MaxValue ? (ulong)value : throw new BadScale(at, $"{value} has more than 64 bits");
    }

    public uint CompactU32()
    {
        var at = Offset;
        var value = Compact();
        return value <= uint.MaxValue ? (uint)value : throw new BadScale(at, $"{value} has more than 32 bits");
    }

    /// <summary>How many items follow; each of them takes so many bytes at least.</summary>
    public int Length(int leastItemBytes)
    {
        var at = Offset;
        var length = Compact();
        var most = leastItemBytes == 0 ? MostEmptyItems : Left / leastItemBytes;
        return length <= most
            ? (int)length
            : throw new BadScale(at, $"a list of {length} items does not fit into the {Left} bytes that are left");
    }

    public ReadOnlySpan<byte> ByteList() => Bytes(Length(1));

    public string Text()
    {
        var at = Offset;
        try
        {
            return Utf8.GetString(ByteList());
        }
        catch (DecoderFallbackException)
        {
            throw new BadScale(at, "a text is not UTF-8");
        }
    }

    public ushort[] U16List()
    {
        var values = new ushort[Length(2)];
        for (var i = 0; i < values.Length; i++)
            values[i] = U16();
        return values;
    }

    public ulong[] U64List()
    {
        var values = new ulong[Length(8)];
        for (var i = 0; i < values.Length; i++)
            values[i] = U64();
        return values;
    }

    public bool[] FlagList()
    {
        var values = new bool[Length(1)];
        for (var i = 0; i < values.Length; i++)
            values[i] = Flag();
        return values;
    }

    /// <summary>Nothing may follow.</summary>
    public readonly void End()
    {
        if (Left > 0)
            throw Fault($"{Left} bytes follow the end");
    }
}
