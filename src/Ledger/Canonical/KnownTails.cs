namespace Gradients.Ledger.Canonical;

/// <summary>
/// Remembers the bytes between an entry's position and its version, <c>,"stream":"…","type":"…","v":1,"version":</c>,
/// with what they were read as: events of one stream and type share them all. A fixed number of places, as in
/// <see cref="Interner"/>.
/// </summary>
sealed class KnownTails
{
    const int PlaceBits = 10;
    const int LongestKept = 256;

    readonly Known[] _places = new Known[1 << PlaceBits];

    readonly record struct Known(byte[]? Bytes, string Stream, EventType Type);

    /// <summary>Whether these very bytes were read before, and what they said.</summary>
    public bool TryFind(ReadOnlySpan<byte> bytes, out string stream, out EventType type)
    {
        ref readonly var known = ref _places[Place(bytes)];
        (stream, type) = (known.Stream, known.Type);
        return known.Bytes is { } same && bytes.SequenceEqual(same);
    }

    /// <summary>To be told only of bytes that were read without a fault.</summary>
    public void Learn(ReadOnlySpan<byte> bytes, string stream, EventType type)
    {
        if (bytes.Length <= LongestKept)
            _places[Place(bytes)] = new(bytes.ToArray(), stream, type);
    }

    static int Place(ReadOnlySpan<byte> bytes)
    {
        var mixed = (ulong)bytes.Length;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            mixed = (mixed ^ BitConverter.ToUInt64(bytes)) * 0x9E3779B97F4A7C15;
        return (int)((mixed ^ (mixed >> 32)) * 0xBF58476D1CE4E5B9 >> (64 - PlaceBits));
    }
}
