using System.Collections.Immutable;

namespace Gradients.Ledger.Canonical;

/// <summary>
/// One pass over the members of a fact, in the ordinal order of their names. A fact describes itself once, in a method
/// that hands every member to the pass and builds itself from what comes back: the writing pass writes the value and
/// returns it, the scanning pass ignores the value and returns what it read. What is written is thereby what is read.
/// </summary>
public interface IPass
{
    string Text(ReadOnlySpan<byte> name, string? value);
    string? TextOrNone(ReadOnlySpan<byte> name, string? value);

    /// <summary>A text that hardly any other event holds as well: a digest, a commit, a transaction.</summary>
    string OwnText(ReadOnlySpan<byte> name, string? value);

    string? OwnTextOrNone(ReadOnlySpan<byte> name, string? value);
    long Integer(ReadOnlySpan<byte> name, long value);
    long? IntegerOrNone(ReadOnlySpan<byte> name, long? value);
    double Number(ReadOnlySpan<byte> name, double value);
    double? NumberOrNone(ReadOnlySpan<byte> name, double? value);
    bool Flag(ReadOnlySpan<byte> name, bool value);
    Hotkey Hotkey(ReadOnlySpan<byte> name, Hotkey? value);
    Hotkey? HotkeyOrNone(ReadOnlySpan<byte> name, Hotkey? value);
    ImmutableArray<Hotkey> Hotkeys(ReadOnlySpan<byte> name, ImmutableArray<Hotkey> values);
    ImmutableArray<ImmutableArray<Hotkey>> HotkeyLists(
        ReadOnlySpan<byte> name, ImmutableArray<ImmutableArray<Hotkey>> values);

    /// <summary>An integer that fits 32 bits.</summary>
    int Count(ReadOnlySpan<byte> name, int value);
    ImmutableArray<long> Integers(ReadOnlySpan<byte> name, ImmutableArray<long> values);

    /// <summary>One of a few words; the position in <paramref name="words"/> is the value.</summary>
    int Word(ReadOnlySpan<byte> name, int value, ReadOnlySpan<string> words);

    T Part<T>(ReadOnlySpan<byte> name, T? value) where T : class, IPart<T>;
    T? PartOrNone<T>(ReadOnlySpan<byte> name, T? value) where T : class, IPart<T>;
    ImmutableArray<T> Parts<T>(ReadOnlySpan<byte> name, ImmutableArray<T> values) where T : class, IPart<T>;
}

/// <summary>Something that describes its members to a pass.</summary>
public interface IPart<T> where T : class, IPart<T>
{
    static abstract T Pass<P>(ref P pass, T? value) where P : IPass, allows ref struct;
}
