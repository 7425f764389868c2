using System.Globalization;
using System.Net;

namespace Gradients.Api.Http;

/// <summary>Where to listen: an address, or every one where it is absent, and a port (0: any free one).</summary>
internal sealed record ListenAddress(IPAddress? Address, int Port)
{
    /// <summary>Null: not <c>http://HOST:PORT</c>.</summary>
    public static ListenAddress? TryParse(string? text)
    {
        const string scheme = "http://";
        if (text is null || !text.StartsWith(scheme, StringComparison.Ordinal))
            return null;
        var place = text[scheme.Length..].TrimEnd('/');
        var colon = place.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(
            place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return null;
        var host = place[..colon];
        return host switch
        {
            "*" => new(null, port),
            "localhost" => new(IPAddress.Loopback, port),
            _ => IPAddress.TryParse(host.Trim('[', ']'), out var address) ? new(address, port) : null,
        };
    }
}
