using System.Diagnostics.CodeAnalysis;
using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Gradients.Ledger.Canonical;

/// <summary>
/// The pass that reads canonical bytes by comparing them literally with the layout a fact expects. Whatever is not
/// exactly what <see cref="CanonicalWriter"/> would have written is refused with the reason and its byte offset.
/// </summary>
public ref struct CanonicalScanner(ReadOnlySpan<byte> text, Interner names, int at = 0) : IPass
{
    /// <summary>Bytes that end the quick path through a string: quotes, escapes, controls and everything not ASCII.</summary>
    static readonly SearchValues<byte> NotPlain = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(i => (byte)i), (byte)'"', (byte)'\\',
         .. Enumerable.Range(127, 129).Select(i => (byte)i)]);

    readonly ReadOnlySpan<byte> _text = text;
    readonly Interner _names = names;
    int _at = at;
    bool _started;

    public readonly int Offset => _at;

    [DoesNotReturn]
    readonly void Fail(string reason) => throw new NotCanonical(reason, _at);

    /// <summary>Ends the object; anything left over is a member nobody asked for.</summary>
    public void Close()
    {
        if (!_started)
            Literal((byte)'{');
        if (_at < _text.Length && _text[_at] == (byte)',')
            Fail($"unknown field '{NameHere(_at + 1)}'");
        if (!_started && _at < _text.Length && _text[_at] == (byte)'"')
            Fail($"unknown field '{NameHere(_at)}'");
        Literal((byte)'}');
        _started = true;
    }

    public readonly void End()
    {
        if (_at != _text.Length)
            Fail("there is more text after the end");
    }

    void Literal(byte expected)
    {
        if (_at >= _text.Length || _text[_at] != expected)
            Fail($"expected '{(char)expected}'");
        _at++;
    }

    readonly string NameHere(int at)
    {
        if (at >= _text.Length || _text[at] != (byte)'"')
            return "";
        var rest = _text[(at + 1)..];
        var end = rest.IndexOf((byte)'"');
        return end < 0 ? "" : Encoding.UTF8.GetString(rest[..end]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    readonly bool Here(ReadOnlySpan<byte> name)
    {
        var rest = _text[_at..];
        return rest.Length >= name.Length + 4
            && rest[0] == (_started ? (byte)',' : (byte)'{')
            && rest[1] == (byte)'"'
            && rest.Slice(2, name.Length).SequenceEqual(name)
            && rest[name.Length + 2] == (byte)'"'
            && rest[name.Length + 3] == (byte)':';
    }

    /// <summary>Steps over a member's name if it stands here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryOpen(ReadOnlySpan<byte> name)
    {
        if (!Here(name))
            return false;
        _started = true;
        _at += name.Length + 4;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Open(ReadOnlySpan<byte> name)
    {
        if (!TryOpen(name))
            Missing(name);
    }

    [DoesNotReturn]
    readonly void Missing(ReadOnlySpan<byte> name)
    {
        var wanted = Encoding.UTF8.GetString(name);
        var found = NameHere(_at + 1);
        if (found.Length > 0 && string.CompareOrdinal(found, wanted) < 0)
            Fail($"unknown field '{found}'");
        Fail($"missing field '{wanted}'");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public string Text(ReadOnlySpan<byte> name, string? value)
    {
        Open(name);
        return TextValue();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public string? TextOrNone(ReadOnlySpan<byte> name, string? value) => TryOpen(name) ? TextValue() : null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public string OwnText(ReadOnlySpan<byte> name, string? value)
    {
        Open(name);
        return OwnTextHere();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public string? OwnTextOrNone(ReadOnlySpan<byte> name, string? value) => TryOpen(name) ? OwnTextHere() : null;

    /// <summary>The string at the cursor, which stands nowhere else: kept, it would only drive others out.</summary>
    internal string OwnTextHere()
    {
        if (_at >= _text.Length || _text[_at] != (byte)'"')
            Fail("expected a string");
        var rest = _text[(_at + 1)..];
        var end = rest.IndexOfAny(NotPlain);
        if (end < 0 || rest[end] != (byte)'"')
            return UnplainText(rest);
        _at += end + 2;
        return Encoding.Latin1.GetString(rest[..end]);
    }

    string TextValue()
    {
        if (_at >= _text.Length || _text[_at] != (byte)'"')
            Fail("expected a string");
        var rest = _text[(_at + 1)..];
        if (_names.TryKnown(rest, out var known))
        {
            _at += known.Length + 2;
            return known;
        }
        var end = rest.IndexOfAny(NotPlain);
        if (end < 0 || rest[end] != (byte)'"')
            return UnplainText(rest);
        _at += end + 2;
        return _names.Learn(rest, end);
    }

    /// <summary>A string with escapes or letters beyond ASCII: decoded, written again, and compared.</summary>
    string UnplainText(ReadOnlySpan<byte> rest)
    {
        var end = 0;
        while (end < rest.Length && rest[end] != (byte)'"')
            end += rest[end] == (byte)'\\' ? 2 : 1;
        if (end >= rest.Length)
            Fail("a string without an end");
        var text = Unescape(rest[..end]);
        var again = new CanonicalWriter();
        try
        {
            again.Text(text);
        }
        catch (FormatException refused)
        {
            Fail(refused.Message);
        }
        if (!again.Written.SequenceEqual(_text.Slice(_at, end + 2)))
            Fail("the string is not written canonically");
        _at += end + 2;
        return text;
    }

    readonly string Unescape(ReadOnlySpan<byte> inner)
    {
        if (!Utf8.IsValid(inner))
            Fail("the string is not UTF-8");
        var raw = Encoding.UTF8.GetString(inner);
        if (!raw.Contains('\\', StringComparison.Ordinal))
            return raw;
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }
            i++;
            if (raw[i] == 'u' && i + 4 < raw.Length
                && Utf8Parser.TryParse(Encoding.ASCII.GetBytes(raw[(i + 1)..(i + 5)]), out int code, out var n, 'X')
                && n == 4)
            {
                text.Append((char)code);
                i += 4;
                continue;
            }
            text.Append(raw[i] switch
            {
                'b' => '\b', 't' => '\t', 'n' => '\n', 'f' => '\f', 'r' => '\r', var other => other,
            });
        }
        return text.ToString();
    }

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
            return TextValue() switch
            {
                "NaN" => double.NaN,
                "Infinity" => double.PositiveInfinity,
                "-Infinity" => double.NegativeInfinity,
                "-0" => -0.0,
                _ => throw new NotCanonical("expected a number, \"NaN\", \"Infinity\", \"-Infinity\" or \"-0\"", _at),
            };
        }
        var rest = _text[_at..];
        var length = rest.IndexOfAny((byte)',', (byte)'}', (byte)']');
        if (length < 0)
            length = rest.Length;
        var outcome = CanonicalNumber.Read(rest[..length], out var value);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Word(ReadOnlySpan<byte> name, int value, ReadOnlySpan<string> words)
    {
        Open(name);
        return WordValue(name, words);
    }

    int WordValue(ReadOnlySpan<byte> name, ReadOnlySpan<string> words)
    {
        var text = TextValue();
        for (var i = 0; i < words.Length; i++)
            if (text == words[i])
                return i;
        Fail($"'{Encoding.UTF8.GetString(name)}' is '{text}', expected one of {string.Join(", ", words!)}");
        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Hotkey Hotkey(ReadOnlySpan<byte> name, Hotkey? value)
    {
        Open(name);
        return new(TextValue());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Hotkey? HotkeyOrNone(ReadOnlySpan<byte> name, Hotkey? value) =>
        TryOpen(name) ? new Hotkey(TextValue()) : null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Count(ReadOnlySpan<byte> name, int value)
    {
        Open(name);
        return CountValue(name);
    }

    int CountValue(ReadOnlySpan<byte> name)
    {
        var wide = IntegerValue();
        if (wide is < int.MinValue or > int.MaxValue)
            Fail($"'{Encoding.UTF8.GetString(name)}' does not fit 32 bits");
        return (int)wide;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ImmutableArray<Hotkey> Hotkeys(ReadOnlySpan<byte> name, ImmutableArray<Hotkey> values)
    {
        Open(name);
        return HotkeyList();
    }

    ImmutableArray<Hotkey> HotkeyList()
    {
        var list = _names.Hotkeys;
        list.Clear();
        while (More(list.Count))
            list.Add(new(TextValue()));
        return [.. list];
    }

    public ImmutableArray<long> Integers(ReadOnlySpan<byte> name, ImmutableArray<long> values)
    {
        Open(name);
        var list = new List<long>();
        while (More(list.Count))
            list.Add(IntegerValue());
        return ImmutableCollectionsMarshal.AsImmutableArray(list.ToArray());
    }

    public ImmutableArray<ImmutableArray<Hotkey>> HotkeyLists(
        ReadOnlySpan<byte> name, ImmutableArray<ImmutableArray<Hotkey>> values)
    {
        Open(name);
        var lists = new List<ImmutableArray<Hotkey>>();
        while (More(lists.Count))
            lists.Add(HotkeyList());
        return ImmutableCollectionsMarshal.AsImmutableArray(lists.ToArray());
    }

    /// <summary>Steps into, along or out of a list: true when another element stands here.</summary>
    bool More(int read)
    {
        if (read == 0)
        {
            Literal((byte)'[');
            if (_at < _text.Length && _text[_at] == (byte)']')
            {
                _at++;
                return false;
            }
            return true;
        }
        if (_at < _text.Length && _text[_at] == (byte)']')
        {
            _at++;
            return false;
        }
        Literal((byte)',');
        return true;
    }

    public T Part<T>(ReadOnlySpan<byte> name, T? value) where T : class, IPart<T>
    {
        Open(name);
        return PartHere<T>();
    }

    public T? PartOrNone<T>(ReadOnlySpan<byte> name, T? value) where T : class, IPart<T> =>
        TryOpen(name) ? PartHere<T>() : null;

    public ImmutableArray<T> Parts<T>(ReadOnlySpan<byte> name, ImmutableArray<T> values) where T : class, IPart<T>
    {
        Open(name);
        var list = new List<T>();
        while (More(list.Count))
            list.Add(PartHere<T>());
        return ImmutableCollectionsMarshal.AsImmutableArray(list.ToArray());
    }

    /// <summary>Reads one object at the cursor: a nested fact, with members of its own.</summary>
    public T PartHere<T>() where T : class, IPart<T>
    {
        var outer = _started;
        _started = false;
        var part = T.Pass(ref this, null);
        Close();
        _started = outer;
        return part;
    }
}
