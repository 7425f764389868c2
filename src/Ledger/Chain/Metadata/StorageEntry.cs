using System.Collections.Immutable;

namespace Gradients.Ledger.Chain;

/// <summary>One item of a pallet's storage.</summary>
/// <param name="IsOptional">An absent key means absent; else it means <paramref name="Default"/>.</param>
/// <param name="Hashers">One for each part of the key; none: a single value.</param>
/// <param name="Keys">Types of the parts of the key.</param>
/// <param name="Value">Type of the value.</param>
/// <param name="Default">The value of an absent key, SCALE-encoded.</param>
public sealed record StorageEntry(
    string Pallet, string Name, bool IsOptional, ImmutableArray<StorageHasher> Hashers, ImmutableArray<int> Keys,
    int Value, ImmutableArray<byte> Default)
{
    /// <summary>
    /// The key under which the value lies, or the prefix of all keys that begin with the given parts.
    /// </summary>
    /// <param name="parts">SCALE-encoded parts of the key, as many as there are or fewer.</param>
    public byte[] Key(params ReadOnlySpan<byte[]> parts)
    {
        if (parts.Length > Hashers.Length)
            throw new ArgumentException($"{Pallet}.{Name} has {Hashers.Length} keys, not {parts.Length}.");
        var key = new List<byte>(64);
        key.AddRange(StorageHash.Twox128(Pallet));
        key.AddRange(StorageHash.Twox128(Name));
        for (var i = 0; i < parts.Length; i++)
            key.AddRange(StorageHash.Hash(Hashers[i], parts[i]));
        return [.. key];
    }
}
