namespace Gradients.Ledger.Hashing;

/// <summary>Lower-case hex texts of a fixed number of digits, as commits, seeds and digests are written.</summary>
public static class Hex
{
    public static bool Is(string? text, int digits)
    {
        if (text is null || text.Length != digits)
            return false;
        foreach (var c in text)
            if (c is not ((>= '0' and <= '9') or (>= 'a' and <= 'f')))
                return false;
        return true;
    }

    const string Digits = "0123456789abcdef";

    /// <summary>The bytes behind digits for which <see cref="Is"/> holds.</summary>
    public static byte[] Bytes(string digits)
    {
        var bytes = new byte[digits.Length / 2];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(Value(digits[2 * i]) << 4 | Value(digits[2 * i + 1]));
        return bytes;
    }

    static int Value(char digit) => digit <= '9' ? digit - '0' : digit - 'a' + 10;

    public static string Sha256(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[32];
        if (data.Length <= Sha256Block.MaxBytes)
            Sha256Block.Hash(data, digest);
        else
            System.Security.Cryptography.SHA256.HashData(data, digest);
        return Text(digest);
    }

    static string Text(ReadOnlySpan<byte> digest)
    {
        Span<char> text = stackalloc char[digest.Length * 2];
        for (var i = 0; i < digest.Length; i++)
            (text[2 * i], text[2 * i + 1]) = (Digits[digest[i] >> 4], Digits[digest[i] & 15]);
        return new(text);
    }
}
