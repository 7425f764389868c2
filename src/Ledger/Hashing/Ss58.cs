namespace Gradients.Ledger.Hashing;

/// <summary>
/// Account texts of Substrate chains with the generic prefix 42: base58 of 0x2a, the 32-byte public key, and the first
/// two bytes of BLAKE2b-512("SS58PRE" ‖ 0x2a ‖ key).
/// </summary>
public static class Ss58
{
    const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    const byte Prefix = 42;
    const int KeyBytes = 32;
    const int Bytes = 1 + KeyBytes + 2;

    public static bool IsValid(string text) => TryDecode(text, stackalloc byte[KeyBytes]);

    /// <summary>The public key behind a text, or false when it is not one of prefix 42 with a right checksum.</summary>
    public static bool TryDecode(string text, Span<byte> key)
    {
        Span<byte> raw = stackalloc byte[Bytes];
        if (!FromBase58(text, raw) || raw[0] != Prefix)
            return false;
        Span<byte> checksum = stackalloc byte[64];
        Checksum(raw[..^2], checksum);
        if (!checksum[..2].SequenceEqual(raw[^2..]))
            return false;
        raw.Slice(1, KeyBytes).CopyTo(key);
        return true;
    }

    public static string Encode(ReadOnlySpan<byte> key)
    {
        Span<byte> raw = stackalloc byte[Bytes];
        raw[0] = Prefix;
        key[..KeyBytes].CopyTo(raw[1..]);
        Span<byte> checksum = stackalloc byte[64];
        Checksum(raw[..^2], checksum);
        checksum[..2].CopyTo(raw[^2..]);
        return ToBase58(raw);
    }

    static void Checksum(ReadOnlySpan<byte> prefixed, Span<byte> digest)
    {
        Span<byte> salted = stackalloc byte[7 + 1 + KeyBytes];
        "SS58PRE"u8.CopyTo(salted);
        prefixed.CopyTo(salted[7..]);
        Blake2b.Hash(salted, digest);
    }

    static bool FromBase58(string text, Span<byte> raw)
    {
        raw.Clear();
        if (text.Length is < 46 or > 50)
            return false;
        foreach (var c in text)
        {
            var carry = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (carry < 0)
                return false;
            for (var i = raw.Length - 1; i >= 0; i--)
            {
                carry += raw[i] * 58;
                raw[i] = (byte)carry;
                carry >>= 8;
            }
            if (carry != 0)
                return false;
        }
        // A leading zero byte would be a leading '1'; the prefix 42 is never zero, so neither may the text begin so.
        return text[0] != '1';
    }

    static string ToBase58(ReadOnlySpan<byte> raw)
    {
        Span<char> text = stackalloc char[64];
        var at = text.Length;
        var number = raw.ToArray();
        var start = 0;
        while (start < number.Length)
        {
            var remainder = 0;
            for (var i = start; i < number.Length; i++)
            {
                var value = (remainder << 8) + number[i];
                number[i] = (byte)(value / 58);
                remainder = value % 58;
            }
            text[--at] = Alphabet[remainder];
            while (start < number.Length && number[start] == 0)
                start++;
        }
        return new(text[at..]);
    }
}
