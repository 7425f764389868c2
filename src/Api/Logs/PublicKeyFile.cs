using System.Security.Cryptography;
using Gradients.Api.Shell;

namespace Gradients.Api.Logs;

/// <summary>
/// An Ed25519 public key as others write it: PEM of a SubjectPublicKeyInfo (RFC 8410), or base64 of its 32 bytes.
/// </summary>
internal static class PublicKeyFile
{
    /// <summary>What RFC 8410 puts before the 32 bytes: the algorithm and the length.</summary>
    static readonly byte[] Prefix = Convert.FromHexString("302a300506032b6570032100");

    public static byte[] Read(string given)
    {
        var text = File.Exists(given) ? File.ReadAllText(given) : given;
        try
        {
            if (!PemEncoding.TryFind(text, out var pem))
                return Convert.FromBase64String(text);
            var bytes = Convert.FromBase64String(text[pem.Base64Data]);
            if (text[pem.Label] == "PUBLIC KEY" && bytes.AsSpan().StartsWith(Prefix))
                return bytes[Prefix.Length..];
        }
        catch (FormatException)
        {
            // Said below: a mistyped file name looks the same.
        }
        throw new Trouble("--public is neither a PEM file with an Ed25519 public key nor base64 of its 32 bytes");
    }
}
