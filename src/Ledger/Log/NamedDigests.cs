using Gradients.Ledger.Hashing;

namespace Gradients.Ledger.Log;

/// <summary>The SHA-256 digests that entries name: texts of 64 digits of hex, perhaps after <c>sha256:</c>.</summary>
public static class NamedDigests
{
    const int Digits = 64;

    /// <summary>Adds those that stand in an entry.</summary>
    public static void Add(ReadOnlySpan<byte> entry, SortedSet<string> digests)
    {
        // A digest stands before a closing quote, after an opening one or the colon of its algorithm.
        for (var from = 0; from < entry.Length;)
        {
            var length = entry[from..].IndexOf((byte)'"');
            if (length < 0)
                return;
            var at = from + length - Digits;
            if (length >= Digits && (at == from || entry[from..at].SequenceEqual("sha256:"u8)))
            {
                var text = System.Text.Encoding.ASCII.GetString(entry.Slice(at, Digits));
                if (Hex.Is(text, Digits))
                    digests.Add(text);
            }
            from += length + 1;
        }
    }
}
