using System.Security.Cryptography;
using Gradients.Api.Http;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gradients.Api.Pages;

/// <summary>A page and what it shows, ready to be rendered.</summary>
internal abstract class PageOf
{
    public static PageOf Trouble(Exception failure) => new PageOf<TroublePage>(failure.Message);

    /// <summary>
    /// Renders it and sends it, or 304 to who has it. Its tag is the position it reflects and a digest of its bytes: a
    /// page shows more than events (audits, checkpoints), and another program draws the same events otherwise.
    /// </summary>
    /// <param name="head">The position it reflects.</param>
    public async Task SendAsync(Request request, long head)
    {
        using var page = new MemoryStream();
        var sent = request.Response.Body;
        request.Response.Body = page;
        try
        {
            await Render(head, request).ExecuteAsync(request.Http);
        }
        finally
        {
            request.Response.Body = sent;
        }
        var bytes = page.GetBuffer().AsMemory(0, (int)page.Length);
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes.Span)[..8]);
        if (request.Response.StatusCode != StatusCodes.Status200OK)
            request.Response.Headers.CacheControl = "no-store"; // Of a moment: nobody asks about it again.
        else if (request.IsKnown(head, $"\"{head}-{digest}\""))
        {
            request.Response.ContentType = null;
            return;
        }
        await request.WriteBytesAsync("text/html; charset=utf-8", bytes);
    }

    protected abstract IResult Render(long head, Request request);
}

/// <typeparam name="TPage">A component with the parameters <c>Data</c> and <c>Frame</c>.</typeparam>
internal sealed class PageOf<TPage>(object data) : PageOf where TPage : IComponent
{
    protected override IResult Render(long head, Request request)
    {
        var parameters = new Dictionary<string, object?>
        {
            ["Data"] = data,
            ["Frame"] = new Frame(request.Http.Request.Path.Value ?? "/", head, request.Site.PublicUrl),
        };
        return new RazorComponentResult<TPage>(parameters)
        {
            PreventStreamingRendering = true, // Everything was read before: the page comes in one piece.
            StatusCode = request.Response.StatusCode,
        };
    }
}

/// <summary>What every page shows around its own matter.</summary>
/// <param name="Path">Of this page, to mark its place in the menu.</param>
/// <param name="Head">The position that the page reflects.</param>
public sealed record Frame(string Path, long Head, string Url);
