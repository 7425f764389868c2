namespace Gradients.Ledger.Store;

/// <summary>
/// What tells a row from the others of its table: its key columns, texts and numbers apart, each in column order. Only
/// equality is used, never an order taken from the hash.
/// </summary>
public readonly record struct KeyValues(
    string? Text1, string? Text2 = null, string? Text3 = null, long Number1 = 0, long Number2 = 0, long Number3 = 0)
{
    public static KeyValues Of(long first, long second, long third = 0) => new(null, null, null, first, second, third);

    /// <summary>Of a row that was laid out.</summary>
    public static KeyValues Of(Row row)
    {
        var key = default(KeyValues);
        var (texts, numbers) = (0, 0);
        foreach (var value in row.Values.AsSpan(0, row.Table.KeyColumns))
            key = value is string text
                ? key.With(texts++, text)
                : key.With(numbers++, value is int number ? number : (long)value!);
        return key;
    }

    public override int GetHashCode() => (int)Digest();

    /// <summary>64 bits of the key, the same within one process. Different keys may share them.</summary>
    internal ulong Digest()
    {
        var digest = 14695981039346656037UL;
        Mix(ref digest, Text1);
        Mix(ref digest, Text2);
        Mix(ref digest, Text3);
        Mix(ref digest, Number1);
        Mix(ref digest, Number2);
        Mix(ref digest, Number3);
        return digest;
    }

    KeyValues With(int place, string text) => place switch
    {
        0 => this with { Text1 = text },
        1 => this with { Text2 = text },
        2 => this with { Text3 = text },
        _ => throw new InvalidOperationException("A key has at most three texts."),
    };

    KeyValues With(int place, long number) => place switch
    {
        0 => this with { Number1 = number },
        1 => this with { Number2 = number },
        2 => this with { Number3 = number },
        _ => throw new InvalidOperationException("A key has at most three numbers."),
    };

    static void Mix(ref ulong digest, string? text)
    {
        if (text is not null)
            Mix(ref digest, text.GetHashCode());
    }

    static void Mix(ref ulong digest, long value) =>
        digest = (digest ^ (ulong)value) * 0x9E3779B97F4A7C15 ^ (digest >> 29);
}
