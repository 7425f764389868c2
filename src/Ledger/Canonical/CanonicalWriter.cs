using System.Buffers;
using System.Text;

namespace Gradients.Ledger.Canonical;

/// <summary>
/// The only code that turns facts into bytes: RFC 8785 (JCS) with four additions, because JSON numbers cannot carry
/// them: a value that is not finite is the string "NaN", "Infinity" or "-Infinity", negative zero is the string "-0",
/// integers beyond 2^53 are strings, and U+0000 is refused. Callers write members in the ordinal order of their names.
/// </summary>
public sealed class CanonicalWriter
{
    /// <summary>The largest integer every JSON reader keeps exactly: 2^53.</summary>
    public const long MaxExactInteger = 1L << 53;

    byte[] _bytes = new byte[1024];
    int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public int Length => _length;

    public void Clear() => _length = 0;

    public void Truncate(int length) => _length = length;

    public byte[] ToArray() => Written.ToArray();

    public override string ToString() => Encoding.UTF8.GetString(Written);

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    public void Raw(byte one)
    {
        Room(1)[0] = one;
        _length++;
    }

    /// <summary>A member name that needs no escaping, with its colon.</summary>
    public void Name(ReadOnlySpan<byte> name)
    {
        var room = Room(name.Length + 3);
        room[0] = (byte)'"';
        name.CopyTo(room[1..]);
        room[name.Length + 1] = (byte)'"';
        room[name.Length + 2] = (byte)':';
        _length += name.Length + 3;
    }

    /// <exception cref="FormatException">The text holds U+0000 or a lone surrogate: neither can be recorded.</exception>
    public void Text(ReadOnlySpan<char> text)
    {
        var start = _length;
        Raw((byte)'"');
        var status = System.Text.Unicode.Utf8.FromUtf16(text, Room(text.Length * 3), out _, out var written,
            replaceInvalidSequences: false);
        if (status != OperationStatus.Done)
            throw new FormatException("The text holds a lone surrogate, which UTF-8 cannot carry.");
        if (PlainText.End(_bytes.AsSpan(_length, written)) < 0)
        {
            _length += written;
            Raw((byte)'"');
            return;
        }
        var plain = _bytes.AsSpan(_length, written).ToArray();
        _length = start;
        Escaped(plain);
    }

    void Escaped(ReadOnlySpan<byte> utf8)
    {
        Raw((byte)'"');
        foreach (var b in utf8)
        {
            switch (b)
            {
                case 0: throw new FormatException("The text holds U+0000, which the ledger's store cannot carry.");
                case (byte)'"': Raw("\\\""u8); break;
                case (byte)'\\': Raw("\\\\"u8); break;
                case (byte)'\b': Raw("\\b"u8); break;
                case (byte)'\t': Raw("\\t"u8); break;
                case (byte)'\n': Raw("\\n"u8); break;
                case (byte)'\f': Raw("\\f"u8); break;
                case (byte)'\r': Raw("\\r"u8); break;
                case < 32: Raw("\\u00"u8); Raw(Hex(b >> 4)); Raw(Hex(b & 15)); break;
                default: Raw(b); break;
            }
        }
        Raw((byte)'"');
    }

    static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);

    public void Integer(long value)
    {
        var text = value is > MaxExactInteger or < -MaxExactInteger;
        if (text)
            Raw((byte)'"');
        System.Buffers.Text.Utf8Formatter.TryFormat(value, Room(20), out var written);
        _length += written;
        if (text)
            Raw((byte)'"');
    }

    public void Number(double value)
    {
        if (double.IsNaN(value))
            Raw("\"NaN\""u8);
        else if (double.IsInfinity(value))
            Raw(value > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8);
        else if (value == 0 && double.IsNegative(value))
            Raw("\"-0\""u8);
        else
            _length += Es6Number.Format(value, Room(Es6Number.MaxLength));
    }

    public void Flag(bool value) => Raw(value ? "true"u8 : "false"u8);

    Span<byte> Room(int size)
    {
        if (_bytes.Length - _length < size)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + size));
        return _bytes.AsSpan(_length);
    }
}
