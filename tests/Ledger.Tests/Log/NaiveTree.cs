using System.Security.Cryptography;

namespace Gradients.Ledger.Tests.Log;

/// <summary>
/// The definitions of RFC 6962, section 2.1, written down as they stand there, over all leaves at once.
/// </summary>
static class NaiveTree
{
    public static byte[] Root(ReadOnlySpan<byte[]> entries)
    {
        if (entries.Length == 0)
            return SHA256.HashData([]);
        if (entries.Length == 1)
            return SHA256.HashData([0x00, .. entries[0]]);
        var k = Split(entries.Length);
        return SHA256.HashData([0x01, .. Root(entries[..k]), .. Root(entries[k..])]);
    }

    public static List<byte[]> Path(int m, ReadOnlySpan<byte[]> entries)
    {
        if (entries.Length == 1)
            return [];
        var k = Split(entries.Length);
        return m < k
            ? [.. Path(m, entries[..k]), Root(entries[k..])]
            : [.. Path(m - k, entries[k..]), Root(entries[..k])];
    }

    public static List<byte[]> Proof(int m, ReadOnlySpan<byte[]> entries) => SubProof(m, entries, true);

    static List<byte[]> SubProof(int m, ReadOnlySpan<byte[]> entries, bool known)
    {
        if (m == entries.Length)
            return known ? [] : [Root(entries)];
        var k = Split(entries.Length);
        return m <= k
            ? [.. SubProof(m, entries[..k], known), Root(entries[k..])]
            : [.. SubProof(m - k, entries[k..], false), Root(entries[..k])];
    }

    static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n)
            k *= 2;
        return k;
    }
}
