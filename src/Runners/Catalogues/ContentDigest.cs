using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gradients.Runners.Catalogues;

/// <summary>
/// Digests of a file, or of a folder: then SHA-256 over one line a file in ordinal order of paths (SHA-256, bytes,
/// path), as the outputs of runs are digested.
/// </summary>
public static class ContentDigest
{
    /// <exception cref="IOException">It is not there, cannot be read, or has a link in it.</exception>
    public static string Of(string path)
    {
        if (!Directory.Exists(path))
            return $"sha256:{OfFile(path).Sha256}";
        var files = Files(path).ToArray();
        return files.Length > 0 ? OfFiles(path, files) : throw new IOException($"{path} has no files");
    }

    /// <summary>Of some files of a folder.</summary>
    /// <param name="files">Their paths within it, with forward slashes.</param>
    public static string OfFiles(string folder, IEnumerable<string> files)
    {
        var lines = new StringBuilder();
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var (sha256, bytes) = OfFile(Path.Combine(folder, file));
            lines.Append(CultureInfo.InvariantCulture, $"{sha256} {bytes} {file}\n");
        }
        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())))}";
    }

    /// <summary>Paths within a folder, with forward slashes, in ordinal order.</summary>
    public static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
        // A link could lead anywhere, and to something else tomorrow.
        .Select(entry => new FileInfo(entry).LinkTarget is null ? entry : throw new IOException($"{entry} is a link"))
        .Where(File.Exists)
        .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'))
        .Order(StringComparer.Ordinal);

    static (string Sha256, long Bytes) OfFile(string path)
    {
        using var file = File.OpenRead(path);
        return (Convert.ToHexStringLower(SHA256.HashData(file)), file.Length);
    }
}
