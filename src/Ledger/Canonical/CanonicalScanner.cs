using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace Gradients.Ledger.Canonical;

/// <summary>
/// The pass that reads canonical bytes by comparing them literally with the layout a fact expects. Whatever is not
/// exactly what <see cref="CanonicalWriter"/> would have written is refused with the reason and its byte offset.
/// </summary>
public ref partial struct CanonicalScanner(ReadOnlySpan<byte> text, Interner names, int at = 0) : IPass
{
    readonly ReadOnlySpan<byte> _text = text;
    readonly Interner _names = names;
    int _at = at;
    bool _started;

    public readonly int Offset => _at;

    /// <summary>The value that stands here is wrong.</summary>
    [DoesNotReturn]
    readonly void Fail(string reason) => Fail(reason, _at);

    [DoesNotReturn]
    static void Fail(string reason, int at) => throw new NotCanonical(reason, at, inValue: true);

    /// <summary>Something stands here that no value has to do with, or the reason names the field.</summary>
    [DoesNotReturn]
    static void FailAround(string reason, int at) => throw new NotCanonical(reason, at);

    /// <summary>Ends the object; anything left over is a member nobody asked for.</summary>
    public void Close()
    {
        if (!_started)
            Literal((byte)'{');
        if (_at < _text.Length && _text[_at] == (byte)',')
            FailAround($"unknown field '{NameHere(_at + 1)}'", _at + 1);
        if (!_started && _at < _text.Length && _text[_at] == (byte)'"')
            FailAround($"unknown field '{NameHere(_at)}'", _at);
        if (_at >= _text.Length || _text[_at] != (byte)'}')
            FailAround("expected '}'", _at);
        _at++;
        _started = true;
    }

    public readonly void End()
    {
        if (_at != _text.Length)
            FailAround("there is more text after the end", _at);
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
        if (!_started && (_at >= _text.Length || _text[_at] != (byte)'{'))
            Fail("expected an object");
        var wanted = Encoding.UTF8.GetString(name);
        var found = NameHere(_at + 1);
        if (found.Length > 0 && string.CompareOrdinal(found, wanted) < 0)
            FailAround($"unknown field '{found}'", _at + 1);
        FailAround($"missing field '{wanted}'", _at);
    }

    public T Part<T>(ReadOnlySpan<byte> name, T? value) where T : class, IPart<T>
    {
        Open(name);
        return PartHere<T>();
    }

    public T? PartOrNone<T>(ReadOnlySpan<byte> name, T? value) where T : class, IPart<T> =>
        TryOpen(name) ? PartHere<T>() : null;

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
