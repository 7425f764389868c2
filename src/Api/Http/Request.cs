using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gradients.Api.Http;

/// <summary>A request as the handlers read it: parameters are checked when they are asked for.</summary>
internal sealed class Request(HttpContext http, Site site)
{
    public HttpContext Http => http;

    public Site Site => site;

    public CancellationToken Cancel => http.RequestAborted;

    public HttpResponse Response => http.Response;

    public string Route(string name) => http.Request.RouteValues[name] as string ?? "";

    public string? Query(string name) =>
        http.Request.Query.TryGetValue(name, out var values) && values is [{ Length: > 0 } one] ? one : null;

    /// <exception cref="Refusing">It is there and no whole number in the range.</exception>
    public long? Whole(string name, long from, long to)
    {
        if (Query(name) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= from && value <= to
            ? value
            : throw Refusing.BadRequest($"'{name}' is a whole number from {from} to {to}.");
    }

    /// <exception cref="Refusing">The path holds no position.</exception>
    public long Position(string name = "position") =>
        long.TryParse(Route(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
            ? value
            : throw Refusing.NotFound("A position is a whole number from 1.");

    /// <summary>The position asked about; null: the head.</summary>
    /// <exception cref="Refusing">The ledger does not reach there.</exception>
    public long? At()
    {
        var at = Whole("at", 0, long.MaxValue);
        return at > site.Host.Required.Head
            ? throw Refusing.BadRequest($"The ledger ends at position {site.Host.Required.Head}.")
            : at;
    }

    /// <summary>Lines are wanted rather than one document.</summary>
    public bool WantsLines => http.Request.Headers.Accept.ToString().Contains("ndjson", StringComparison.Ordinal)
        || Query("format") == "ndjson";

    /// <summary>A browser asks, for something to look at.</summary>
    public bool WantsPage => HttpMethods.IsGet(http.Request.Method)
        && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    /// <summary>
    /// Marks the answer with the position it reflects. True: the caller has that one, and 304 was set.
    /// </summary>
    public bool IsKnown(long position) => IsKnown(position, $"\"{position}\"");

    /// <param name="tag">An entity tag with its quotation marks.</param>
    /// <inheritdoc cref="IsKnown(long)"/>
    public bool IsKnown(long position, string tag)
    {
        http.Response.Headers.ETag = tag;
        http.Response.Headers["Ledger-Position"] = position.ToString(CultureInfo.InvariantCulture);
        // Right now and never from a store without asking: the answer to that question is cheap.
        http.Response.Headers.CacheControl = "no-cache";
        if (!Holds(http.Request.Headers.IfNoneMatch, tag))
            return false;
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    public static bool Holds(StringValues header, string tag)
    {
        foreach (var value in header)
            foreach (var one in (value ?? "").Split(','))
                if (one.Trim() is var given && (given == tag || given == $"W/{tag}"))
                    return true;
        return false;
    }
}
