using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Gradients.Ledger.Chain;

/// <summary>Writes SCALE: what <see cref="ScaleReader"/> reads.</summary>
public sealed class ScaleWriter
{
    readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public ScaleWriter Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public ScaleWriter U8(byte value) => Raw([value]);

    public ScaleWriter Flag(bool value) => U8(value ? (byte)1 : (byte)0);

    public ScaleWriter U16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.GetSpan(2), value);
        _bytes.Advance(2);
        return this;
    }

    public ScaleWriter U32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
        return this;
    }

    public ScaleWriter U64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
        return this;
    }

    public ScaleWriter U128(UInt128 value)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(_bytes.GetSpan(16), value);
        _bytes.Advance(16);
        return this;
    }

    /// <param name="value">Not negative, below 2^536.</param>
    public ScaleWriter Compact(BigInteger value)
    {
        if (value.Sign < 0 || value.GetByteCount(isUnsigned: true) > 67)
            throw new ArgumentOutOfRangeException(nameof(value), value, "A compact number has 0 to 67 bytes.");
        if (value < 1 << 6)
            return U8((byte)((int)value << 2));
        if (value < 1 << 14)
            return U16((ushort)(((int)value << 2) | 1));
        if (value < 1 << 30)
            return U32(((uint)value << 2) | 2);
        var bytes = value.ToByteArray(isUnsigned: true);
        var padded = bytes.Length < 4 ? [.. bytes, .. new byte[4 - bytes.Length]] : bytes;
        return U8((byte)(((padded.Length - 4) << 2) | 3)).Raw(padded);
    }

    public ScaleWriter ByteList(ReadOnlySpan<byte> bytes) => Compact(bytes.Length).Raw(bytes);

    public ScaleWriter Text(string text) => ByteList(Encoding.UTF8.GetBytes(text));

    public ScaleWriter U16List(ReadOnlySpan<ushort> values)
    {
        Compact(values.Length);
        foreach (var value in values)
            U16(value);
        return this;
    }

    public ScaleWriter U64List(ReadOnlySpan<ulong> values)
    {
        Compact(values.Length);
        foreach (var value in values)
            U64(value);
        return this;
    }
}
