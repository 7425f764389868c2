using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Gradients.Ledger.Canonical;

/// <summary>
/// The pass that notes every value as the machine holds it: two facts of one type have the same notes exactly where they
/// have the same canonical bytes, and no number has to be turned into digits to see it. Never stored, never hashed.
/// </summary>
internal readonly struct NotingPass(CanonicalWriter notes) : IPass
{
    void Note(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        notes.Raw(bytes);
    }

    /// <summary>Whether a member is there, said before it.</summary>
    bool Has(bool value)
    {
        notes.Raw(value ? (byte)1 : (byte)0);
        return value;
    }

    void Note(string text)
    {
        Note(text.Length);
        notes.Raw(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    void Note(ImmutableArray<Hotkey> values)
    {
        Note(values.Length);
        foreach (var value in values)
            Note(value.Text);
    }

    public string Text(ReadOnlySpan<byte> name, string? value)
    {
        Note(value!);
        return value!;
    }

    public string? TextOrNone(ReadOnlySpan<byte> name, string? value) =>
        Has(value is not null) ? Text(name, value) : null;

    public string OwnText(ReadOnlySpan<byte> name, string? value) => Text(name, value);

    public string? OwnTextOrNone(ReadOnlySpan<byte> name, string? value) => TextOrNone(name, value);

    public long Integer(ReadOnlySpan<byte> name, long value)
    {
        Note(value);
        return value;
    }

    public long? IntegerOrNone(ReadOnlySpan<byte> name, long? value) =>
        Has(value is not null) ? Integer(name, value!.Value) : null;

    /// <summary>Every NaN is written with the same letters, so it has the same note.</summary>
    public double Number(ReadOnlySpan<byte> name, double value)
    {
        Note(BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value));
        return value;
    }

    public double? NumberOrNone(ReadOnlySpan<byte> name, double? value) =>
        Has(value is not null) ? Number(name, value!.Value) : null;

    public bool Flag(ReadOnlySpan<byte> name, bool value) => Has(value);

    public int Word(ReadOnlySpan<byte> name, int value, ReadOnlySpan<string> words) => Count(name, value);

    public Hotkey Hotkey(ReadOnlySpan<byte> name, Hotkey? value)
    {
        Note(value!.Value.Text);
        return value.Value;
    }

    public Hotkey? HotkeyOrNone(ReadOnlySpan<byte> name, Hotkey? value) =>
        Has(value is not null) ? Hotkey(name, value) : null;

    public int Count(ReadOnlySpan<byte> name, int value)
    {
        Note(value);
        return value;
    }

    public ImmutableArray<Hotkey> Hotkeys(ReadOnlySpan<byte> name, ImmutableArray<Hotkey> values)
    {
        Note(values);
        return values;
    }

    public ImmutableArray<long> Integers(ReadOnlySpan<byte> name, ImmutableArray<long> values)
    {
        Note(values.Length);
        foreach (var value in values)
            Note(value);
        return values;
    }

    public ImmutableArray<ImmutableArray<Hotkey>> HotkeyLists(
        ReadOnlySpan<byte> name, ImmutableArray<ImmutableArray<Hotkey>> values)
    {
        Note(values.Length);
        foreach (var list in values)
            Note(list);
        return values;
    }

    public T Part<T>(ReadOnlySpan<byte> name, T? value) where T : class, IPart<T>
    {
        var inner = this;
        T.Pass(ref inner, value!);
        return value!;
    }

    public T? PartOrNone<T>(ReadOnlySpan<byte> name, T? value) where T : class, IPart<T> =>
        Has(value is not null) ? Part(name, value) : null;

    public ImmutableArray<T> Parts<T>(ReadOnlySpan<byte> name, ImmutableArray<T> values) where T : class, IPart<T>
    {
        Note(values.Length);
        foreach (var value in values)
            Part(name, value);
        return values;
    }
}
