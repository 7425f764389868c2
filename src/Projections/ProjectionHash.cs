using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gradients.Ledger.Store;

namespace Gradients.Projections;

/// <summary>
/// SHA-256 over rows in a canonical form, so that two machines can compare what they projected. Of a
/// <see cref="RowMap"/> it is the hash of the tables' contents; fed row by row as they are emitted, of the whole way
/// there, in constant memory.
/// <para>
/// A row is its table's name, the number of its values, and each value: 0 for null; 1 and a text; 2 and an integer; 3
/// and a double's bits; 4 or 5 for false or true. Lengths and numbers are 8 bytes, little-endian; a text is its UTF-8
/// length and bytes; every NaN is the same NaN.
/// </para>
/// </summary>
public sealed class ProjectionHash : IDisposable
{
    const int Room = 1024;

    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    byte[] _bytes = new byte[Room];
    int _length;

    /// <summary>The hash of final tables: by table name, then by key.</summary>
    public static string Of(RowMap rows)
    {
        using var hash = new ProjectionHash();
        foreach (var row in rows.All())
            hash.Add(row);
        return hash.Finish();
    }

    public void Add(Row row)
    {
        _length = 0;
        Write(row.Table.Name);
        Write(row.Values.Length);
        foreach (var value in row.Values)
            Write(value);
        _hash.AppendData(_bytes.AsSpan(0, _length));
    }

    /// <summary>The hash of everything added, in lower-case hex; then it starts anew.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    void Write(object? value)
    {
        switch (value)
        {
            case null:
                Tag(0);
                break;
            case string text:
                Tag(1);
                Write(text);
                break;
            case int number:
                Tag(2);
                Write(number);
                break;
            case long number:
                Tag(2);
                Write(number);
                break;
            case double number:
                Tag(3);
                Write(double.IsNaN(number) ? 0x7FF8_0000_0000_0000 : BitConverter.DoubleToInt64Bits(number));
                break;
            case bool flag:
                Tag(flag ? (byte)5 : (byte)4);
                break;
            default:
                throw new InvalidOperationException($"a row cannot hold a {value.GetType().Name}");
        }
    }

    void Tag(byte tag)
    {
        Reserve(1);
        _bytes[_length++] = tag;
    }

    void Write(long number)
    {
        Reserve(sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(_length), number);
        _length += sizeof(long);
    }

    void Write(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Write(length);
        Reserve(length);
        _length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
    }

    void Reserve(int more)
    {
        if (_length + more > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
    }
}
