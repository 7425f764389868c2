using System.Security.Cryptography;
using Gradients.Api.Http;

namespace Gradients.Api.Pages;

/// <summary>The style sheet and the script, with their digest in the address so that browsers may keep them.</summary>
internal static class PageFiles
{
    static readonly Dictionary<string, (byte[] Bytes, string Version)> Files =
        new[] { "site.css", "site.js" }.ToDictionary(name => name, Read);

    public static string Url(string name) => $"/{name}?v={Files[name].Version}";

    public static Endpoint Endpoint(string name, string type) => new("GET", $"/{name}", "Of the pages.", request =>
    {
        request.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return request.WriteBytesAsync(type, Files[name].Bytes);
    })
    {
        IsPage = true,
        IsOpen = true,
    };

    static (byte[] Bytes, string Version) Read(string name)
    {
        using var file = typeof(PageFiles).Assembly.GetManifestResourceStream($"assets/{name}")!;
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return (bytes.ToArray(), Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))[..12]);
    }
}
