using System.Buffers.Binary;
using System.Text;

namespace Gradients.Ledger.Store;

/// <summary>
/// Rows into PostgreSQL by binary COPY: a 16-bit count of fields, then each field as a 32-bit length and its bytes.
/// Everything is big-endian.
/// </summary>
sealed class CopyWriter(Stream target)
{
    const int FlushAt = 48 * 1024;

    static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    byte[] _buffer = new byte[64 * 1024];
    int _length;

    internal void Begin() => Append(Header);

    internal void Row(short fields) => BinaryPrimitives.WriteInt16BigEndian(Take(2), fields);

    internal void Null() => BinaryPrimitives.WriteInt32BigEndian(Take(4), -1);

    internal void Integer(int value)
    {
        Length(4);
        BinaryPrimitives.WriteInt32BigEndian(Take(4), value);
    }

    internal void Bigint(long value)
    {
        Length(8);
        BinaryPrimitives.WriteInt64BigEndian(Take(8), value);
    }

    internal void Double(double value) => Bigint(BitConverter.DoubleToInt64Bits(value));

    internal void Boolean(bool value)
    {
        Length(1);
        Take(1)[0] = value ? (byte)1 : (byte)0;
    }

    /// <param name="micros">Since 1970; PostgreSQL counts from 2000.</param>
    internal void Timestamp(long micros) => Bigint(micros - CopyReader.EpochOffset);

    internal void Uuid(Guid value)
    {
        Length(16);
        value.TryWriteBytes(Take(16), bigEndian: true, out _);
    }

    internal void Text(string value)
    {
        var bytes = Encoding.UTF8.GetByteCount(value);
        Length(bytes);
        Encoding.UTF8.GetBytes(value, Take(bytes));
    }

    internal void Jsonb(ReadOnlySpan<byte> json)
    {
        const byte formatVersion = 1;
        Length(json.Length + 1);
        Take(1)[0] = formatVersion;
        Append(json);
    }

    internal ValueTask FlushIfFullAsync(CancellationToken cancel) =>
        _length < FlushAt ? ValueTask.CompletedTask : FlushAsync(cancel);

    internal async ValueTask EndAsync(CancellationToken cancel)
    {
        Row(-1);
        await FlushAsync(cancel);
    }

    async ValueTask FlushAsync(CancellationToken cancel)
    {
        await target.WriteAsync(_buffer.AsMemory(0, _length), cancel);
        _length = 0;
    }

    void Length(int bytes) => BinaryPrimitives.WriteInt32BigEndian(Take(4), bytes);

    void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    Span<byte> Take(int bytes)
    {
        if (_buffer.Length < _length + bytes)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
        var taken = _buffer.AsSpan(_length, bytes);
        _length += bytes;
        return taken;
    }
}
