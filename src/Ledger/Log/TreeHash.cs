using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Gradients.Ledger.Log;

/// <summary>The SHA-256 hash of one node of a Merkle tree (RFC 6962): 32 bytes, written as base64.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct TreeHash
{
    public const int Length = 32;

    readonly ulong _a;
    readonly ulong _b;
    readonly ulong _c;
    readonly ulong _d;

    /// <exception cref="ArgumentException">There are not exactly 32 bytes.</exception>
    public TreeHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new ArgumentException($"a hash has {Length} bytes, not {bytes.Length}", nameof(bytes));
        this = MemoryMarshal.Read<TreeHash>(bytes);
    }

    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(new ReadOnlySpan<TreeHash>(in this));

    /// <summary>The bytes of a whole tile of hashes, without copying.</summary>
    public static ReadOnlySpan<byte> BytesOf(ReadOnlySpan<TreeHash> hashes) => MemoryMarshal.AsBytes(hashes);

    /// <summary>The hashes that stand in <paramref name="bytes"/> one after the other.</summary>
    public static TreeHash[] Many(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, TreeHash>(bytes).ToArray();

    /// <summary>Reads the one base64 text of a hash; any other spelling of the same bytes is refused.</summary>
    public static bool TryParse(string text, out TreeHash hash)
    {
        var read = StrictBase64.TryDecode(text, out var bytes) && bytes.Length == Length;
        hash = read ? new TreeHash(bytes) : default;
        return read;
    }

    public override string ToString() => Convert.ToBase64String(Bytes);
}
