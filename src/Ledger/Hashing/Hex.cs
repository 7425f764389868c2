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

    public static string Sha256(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(data, digest);
        return Convert.ToHexStringLower(digest);
    }
}
