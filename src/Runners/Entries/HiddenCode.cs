using System.Text;
using System.Text.RegularExpressions;

namespace Gradients.Runners.Entries;

/// <summary>Compiled, packed or disguised code: what nobody can read is refused, file by file.</summary>
static partial class HiddenCode
{
    /// <summary>Longer than keys, digests and the ids of lock files; shorter than any program worth hiding.</summary>
    const int LongestBlob = 1024;

    const int LongestLine = 20_000;

    static readonly HashSet<string> Compiled = new(StringComparer.OrdinalIgnoreCase)
    {
        ".pyc", ".pyo", ".pyd", ".so", ".dll", ".dylib", ".exe", ".bin", ".o", ".a", ".lib", ".class", ".jar", ".wasm",
        ".whl", ".egg", ".zip", ".gz", ".bz2", ".xz", ".zst", ".7z", ".tar", ".tgz", ".pkl", ".pickle", ".pt", ".pth",
        ".npy", ".npz", ".safetensors", ".onnx", ".gguf", ".joblib", ".dat", ".enc", ".elf", ".deb", ".rpm", ".img",
    };

    static readonly HashSet<string> Code = new(StringComparer.OrdinalIgnoreCase)
    {
        ".py", ".sh", ".bash", ".dockerfile", ".js", ".pl", ".rb", ".lua", ".c", ".cc", ".cpp", ".h", ".cu", ".rs",
        ".go",
    };

    /// <returns>The reason code, or null where nothing is hidden.</returns>
    internal static string? Find(EntryFile file)
    {
        var extension = Path.GetExtension(file.Path);
        // libx.so.1 hides behind a number.
        if (Compiled.Contains(extension) || file.Path.Contains(".so.", StringComparison.OrdinalIgnoreCase))
            return EntryReasons.BinaryFile;
        if (IsPicture(extension, file.Content))
            return null;
        if (file.Content.AsSpan().Contains((byte)0) || !IsText(file.Content))
            return EntryReasons.BinaryFile;
        return IsObfuscated(Encoding.UTF8.GetString(file.Content), Code.Contains(extension))
            ? EntryReasons.ObfuscatedCode : null;
    }

    /// <summary>Pictures for the README: they must begin as their name says.</summary>
    static bool IsPicture(string extension, ReadOnlySpan<byte> content) => extension.ToLowerInvariant() switch
    {
        ".png" => content.StartsWith((ReadOnlySpan<byte>)[0x89, .. "PNG"u8]),
        ".jpg" or ".jpeg" => content.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]),
        ".gif" => content.StartsWith("GIF8"u8),
        _ => false,
    };

    static bool IsText(byte[] content)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(content);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    static bool IsObfuscated(string text, bool isCode)
    {
        const int linesOfBlob = 20; // 20 lines of base64 hold a kilobyte.
        var run = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (isCode && line.Length > LongestLine)
                return true;
            foreach (var blob in Blob().EnumerateMatches(line))
                if (blob.Length >= LongestBlob)
                    return true;
            var bare = line.Trim(" \t\"',\\+()b");
            run = bare.Length >= 60 && Blob().IsMatch(bare) && WholeBlob().IsMatch(bare) ? run + 1 : 0;
            if (run >= linesOfBlob)
                return true;
            if (isCode && (Escapes().IsMatch(line) || Unpacking().IsMatch(line)))
                return true;
        }
        return false;
    }

    [GeneratedRegex("[A-Za-z0-9+/=_-]{60,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Blob();

    [GeneratedRegex("^[A-Za-z0-9+/=_-]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex WholeBlob();

    /// <summary>A hundred escaped bytes in a row.</summary>
    [GeneratedRegex(@"(\\x[0-9a-fA-F]{2}){100}", RegexOptions.CultureInvariant)]
    private static partial Regex Escapes();

    /// <summary>Running what was just decoded.</summary>
    [GeneratedRegex(@"(exec|eval|compile|__import__)\s*\(.*(b64decode|b85decode|a85decode|unhexlify|fromhex|marshal|"
        + @"decompress|codecs\.decode|rot13)|(base64|openssl).*\|\s*(ba|da|z)?sh\b", RegexOptions.CultureInvariant)]
    private static partial Regex Unpacking();
}
