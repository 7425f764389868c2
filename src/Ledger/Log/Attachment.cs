using Gradients.Ledger.Hashing;

namespace Gradients.Ledger.Log;

/// <summary>
/// Contents too large for an event, named by their SHA-256: losses of every example, logs, manifests. An event that
/// names the digest vouches for the contents; nothing else does.
/// </summary>
/// <param name="Number">1, 2, 3 … in the order in which a ledger took them.</param>
/// <param name="Sha256">64 digits of hex, lower case.</param>
/// <param name="Bytes">Their length.</param>
public sealed record Attachment(long Number, string Sha256, long Bytes)
{
    /// <summary>The folder of attachments within a log.</summary>
    public const string Folder = "attachments/";

    /// <summary>1 GiB.</summary>
    public const long MaxBytes = 1L << 30;

    const string Algorithm = "sha256:";

    /// <summary>The file of an attachment within a log.</summary>
    public static string PathOf(string sha256) => Folder + sha256;

    /// <summary>Whether a path is that of an attachment; then also its digest.</summary>
    public static bool IsPath(string path, out string sha256)
    {
        var has = path.StartsWith(Folder, StringComparison.Ordinal) && Hex.Is(path[Folder.Length..], 64);
        sha256 = has ? path[Folder.Length..] : "";
        return has;
    }

    /// <summary>Reads a digest as events and people write it: hex, perhaps after <c>sha256:</c>.</summary>
    public static bool TryDigest(string text, out string sha256)
    {
        sha256 = (text.StartsWith(Algorithm, StringComparison.Ordinal) ? text[Algorithm.Length..] : text)
            .ToLowerInvariant();
        return Hex.Is(sha256, 64);
    }
}
