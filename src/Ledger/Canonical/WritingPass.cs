using System.Collections.Immutable;

namespace Gradients.Ledger.Canonical;

/// <summary>The pass that writes canonical bytes and hands every value back.</summary>
internal struct WritingPass(CanonicalWriter writer) : IPass
{
    bool _started;

    public readonly void Close()
    {
        if (!_started)
            writer.Raw((byte)'{');
        writer.Raw((byte)'}');
    }

    void Open(ReadOnlySpan<byte> name)
    {
        writer.Raw(_started ? (byte)',' : (byte)'{');
        _started = true;
        writer.Name(name);
    }

    public string Text(ReadOnlySpan<byte> name, string? value)
    {
        Open(name);
        writer.Text(value);
        return value!;
    }

    public string? TextOrNone(ReadOnlySpan<byte> name, string? value) => value is null ? null : Text(name, value);

    public string OwnText(ReadOnlySpan<byte> name, string? value) => Text(name, value);

    public string? OwnTextOrNone(ReadOnlySpan<byte> name, string? value) => TextOrNone(name, value);

    public long Integer(ReadOnlySpan<byte> name, long value)
    {
        Open(name);
        writer.Integer(value);
        return value;
    }

    public long? IntegerOrNone(ReadOnlySpan<byte> name, long? value) =>
        value is { } some ? Integer(name, some) : null;

    public double Number(ReadOnlySpan<byte> name, double value)
    {
        Open(name);
        writer.Number(value);
        return value;
    }

    public double? NumberOrNone(ReadOnlySpan<byte> name, double? value) =>
        value is { } some ? Number(name, some) : null;

    public bool Flag(ReadOnlySpan<byte> name, bool value)
    {
        Open(name);
        writer.Flag(value);
        return value;
    }

    public int Word(ReadOnlySpan<byte> name, int value, ReadOnlySpan<string> words)
    {
        Text(name, words[value]);
        return value;
    }

    public Hotkey Hotkey(ReadOnlySpan<byte> name, Hotkey? value)
    {
        Open(name);
        writer.Text(value!.Value.Text);
        return value.Value;
    }

    public Hotkey? HotkeyOrNone(ReadOnlySpan<byte> name, Hotkey? value) => value is null ? null : Hotkey(name, value);

    public int Count(ReadOnlySpan<byte> name, int value) => (int)Integer(name, value);

    public ImmutableArray<Hotkey> Hotkeys(ReadOnlySpan<byte> name, ImmutableArray<Hotkey> values)
    {
        Open(name);
        List(values);
        return values;
    }

    public ImmutableArray<long> Integers(ReadOnlySpan<byte> name, ImmutableArray<long> values)
    {
        Open(name);
        writer.Raw((byte)'[');
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                writer.Raw((byte)',');
            writer.Integer(values[i]);
        }
        writer.Raw((byte)']');
        return values;
    }

    public ImmutableArray<ImmutableArray<Hotkey>> HotkeyLists(
        ReadOnlySpan<byte> name, ImmutableArray<ImmutableArray<Hotkey>> values)
    {
        Open(name);
        writer.Raw((byte)'[');
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                writer.Raw((byte)',');
            List(values[i]);
        }
        writer.Raw((byte)']');
        return values;
    }

    readonly void List(ImmutableArray<Hotkey> values)
    {
        writer.Raw((byte)'[');
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                writer.Raw((byte)',');
            writer.Text(values[i].Text);
        }
        writer.Raw((byte)']');
    }

    public T Part<T>(ReadOnlySpan<byte> name, T? value) where T : class, IPart<T>
    {
        Open(name);
        Inner(value!);
        return value!;
    }

    public T? PartOrNone<T>(ReadOnlySpan<byte> name, T? value) where T : class, IPart<T> =>
        value is null ? null : Part(name, value);

    public ImmutableArray<T> Parts<T>(ReadOnlySpan<byte> name, ImmutableArray<T> values) where T : class, IPart<T>
    {
        Open(name);
        writer.Raw((byte)'[');
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                writer.Raw((byte)',');
            Inner(values[i]);
        }
        writer.Raw((byte)']');
        return values;
    }

    readonly void Inner<T>(T value) where T : class, IPart<T>
    {
        var inner = new WritingPass(writer);
        T.Pass(ref inner, value);
        inner.Close();
    }
}
