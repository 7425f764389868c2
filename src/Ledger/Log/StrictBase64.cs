namespace Gradients.Ledger.Log;

/// <summary>
/// Base64 (RFC 4648, section 4) with one text for every value: no white space, padding present, unused bits zero. A
/// second spelling of a signature or a hash would let a changed file pass as the same.
/// </summary>
static class StrictBase64
{
    internal static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length / 4 * 3];
        if (text.Length % 4 != 0 || !Convert.TryFromBase64String(text, bytes, out var length))
            return false;
        Array.Resize(ref bytes, length);
        return string.Equals(Convert.ToBase64String(bytes), text, StringComparison.Ordinal);
    }
}
