using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Gradients.Ledger.Canonical;

// Strings: texts, hotkeys and words.
public ref partial struct CanonicalScanner
{
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
    public int Word(ReadOnlySpan<byte> name, int value, ReadOnlySpan<string> words)
    {
        Open(name);
        return WordValue(words);
    }

    int WordValue(ReadOnlySpan<string> words)
    {
        var start = _at;
        var text = TextValue();
        for (var i = 0; i < words.Length; i++)
            if (text == words[i])
                return i;
        Fail($"'{text}' is none of {string.Join(", ", words!)}", start);
        return -1;
    }

    /// <summary>The string at the cursor, which stands nowhere else: kept, it would only drive others out.</summary>
    internal string OwnTextHere()
    {
        var end = PlainEnd();
        return end < 0 ? UnplainText(_text[(_at + 1)..]) : Encoding.Latin1.GetString(_text[(_at - end - 1)..(_at - 1)]);
    }

    /// <summary>Steps over a string that nobody asks for; it still has to be a canonical one.</summary>
    internal void PassText()
    {
        if (PlainEnd() < 0)
            UnplainText(_text[(_at + 1)..]);
    }

    /// <summary>Steps over a string without escapes; its length, or -1 with no step where it is another.</summary>
    int PlainEnd()
    {
        if (_at >= _text.Length || _text[_at] != (byte)'"')
            Fail("expected a string");
        var rest = _text[(_at + 1)..];
        var end = PlainText.End(rest);
        if (end < 0 || rest[end] != (byte)'"')
            return -1;
        _at += end + 2;
        return end;
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
        var end = PlainText.End(rest);
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
}
