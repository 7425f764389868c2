using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace Gradients.Ledger.Canonical;

// Integers, numbers and flags.
public ref partial struct CanonicalScanner
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Integer(ReadOnlySpan<byte> name, long value)
    {
        Open(name);
        return IntegerValue();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long? IntegerOrNone(ReadOnlySpan<byte> name, long? value) => TryOpen(name) ? IntegerValue() : null;

    long IntegerValue()
    {
        var quoted = _at < _text.Length && _text[_at] == (byte)'"';
        var start = _at + (quoted ? 1 : 0);
        if (!Utf8Parser.TryParse(_text[start..], out long value, out var length))
            Fail("expected an integer");
        var digits = _text.Slice(start, length);
        var body = digits[0] == (byte)'-' ? digits[1..] : digits;
        if (body.IsEmpty || body[0] is < (byte)'0' or > (byte)'9' || (body[0] == (byte)'0' && digits.Length > 1))
            Fail("the integer is not written canonically");
        var large = value is > CanonicalWriter.MaxExactInteger or < -CanonicalWriter.MaxExactInteger;
        if (quoted != large)
            Fail(large ? "an integer beyond 2^53 is written as a string" : "expected an integer");
        _at = start + length;
        if (quoted)
            Literal((byte)'"');
        else if (_at < _text.Length && _text[_at] is (byte)'.' or (byte)'e' or (byte)'E')
            Fail("expected an integer");
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Count(ReadOnlySpan<byte> name, int value)
    {
        Open(name);
        return CountValue();
    }

    int CountValue()
    {
        var start = _at;
        var wide = IntegerValue();
        if (wide is < int.MinValue or > int.MaxValue)
            Fail("the integer does not fit 32 bits", start);
        return (int)wide;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Number(ReadOnlySpan<byte> name, double value)
    {
        Open(name);
        return NumberValue();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double? NumberOrNone(ReadOnlySpan<byte> name, double? value) => TryOpen(name) ? NumberValue() : null;

    double NumberValue()
    {
        if (_at < _text.Length && _text[_at] == (byte)'"')
        {
            var start = _at;
            return TextValue() switch
            {
                "NaN" => double.NaN,
                "Infinity" => double.PositiveInfinity,
                "-Infinity" => double.NegativeInfinity,
                "-0" => -0.0,
                _ => throw new NotCanonical(
                    "expected a number, \"NaN\", \"Infinity\", \"-Infinity\" or \"-0\"", start, inValue: true),
            };
        }
        var outcome = CanonicalNumber.Read(_text[_at..], out var value, out var length);
        if (outcome is not null)
            Fail(outcome);
        _at += length;
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Flag(ReadOnlySpan<byte> name, bool value)
    {
        Open(name);
        return FlagValue();
    }

    bool FlagValue()
    {
        var rest = _text[_at..];
        if (rest.StartsWith("true"u8))
        {
            _at += 4;
            return true;
        }
        if (!rest.StartsWith("false"u8))
            Fail("expected true or false");
        _at += 5;
        return false;
    }
}
