using System.Text;

namespace Gradients.Runners.Entries;

/// <summary>Which paths a repository may have: those that mean the same everywhere they are later written.</summary>
static class EntryPath
{
    static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    internal static string Check(ReadOnlySpan<byte> bytes, EntryLimits limits)
    {
        string path;
        try
        {
            path = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Refuse(Encoding.Latin1.GetString(bytes), "is no UTF-8");
        }
        if (bytes.Length > limits.PathBytes)
            throw Refuse(path, $"has more than {limits.PathBytes} bytes");
        foreach (var rune in path.EnumerateRunes())
            if (Rune.IsControl(rune) || rune.Value == '\\')
                throw Refuse(path, "has control characters or backslashes");
        var parts = path.Split('/');
        if (parts.Length > limits.Depth + 1)
            throw Refuse(path, $"lies more than {limits.Depth} folders deep");
        foreach (var part in parts)
            if (part is "" or "." or ".." || part.Equals(".git", StringComparison.OrdinalIgnoreCase))
                throw Refuse(path, $"has a part '{part}'");
        return path;
    }

    static EntryRefusedException Refuse(string path, string why) =>
        new(EntryReasons.PathNotAllowed, $"{(path.Length > 80 ? path[..80] + "…" : path)} {why}");
}
