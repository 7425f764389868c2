using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Gradients.Runners.Entries;

/// <summary>
/// A digest of an entry's source that does not change when files are renamed or moved, lines are spaced or broken
/// otherwise, or comments that stand on lines of their own come and go. It finds copies that a tree digest misses.
/// </summary>
static class SourceDigest
{
    static readonly HashSet<string> Sources = new(StringComparer.OrdinalIgnoreCase)
    {
        ".py", ".sh", ".dockerfile", ".yaml", ".yml", ".toml", ".json", ".cfg", ".ini", ".js", ".c", ".cpp", ".cu",
        ".rs",
    };

    internal static string Of(ImmutableArray<EntryFile> files)
    {
        var digests = files
            .Where(file => Sources.Contains(Path.GetExtension(file.Path)))
            .Select(file => Normalised(Encoding.UTF8.GetString(file.Content)))
            .Where(text => text.Length > 0)
            .Select(text => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))))
            .Order(StringComparer.Ordinal);
        var all = Encoding.ASCII.GetBytes(string.Join('\n', digests));
        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(all))}";
    }

    static string Normalised(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var bare = line.Trim();
            if (bare.StartsWith("#") || bare.StartsWith("//"))
                continue;
            foreach (var c in bare)
                if (!char.IsWhiteSpace(c))
                    kept.Append(c);
        }
        return kept.ToString();
    }
}
