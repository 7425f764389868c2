using Gradients.Api.Http;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gradients.Api.Pages;

/// <summary>A page and what it shows, ready to be rendered.</summary>
internal abstract class PageOf
{
    public static PageOf Trouble(Exception failure) => new PageOf<TroublePage>(failure.Message);

    public abstract Task RenderAsync(Request request);
}

/// <typeparam name="TPage">A component with the parameters <c>Data</c> and <c>Frame</c>.</typeparam>
internal sealed class PageOf<TPage>(object data) : PageOf where TPage : IComponent
{
    public override Task RenderAsync(Request request)
    {
        var parameters = new Dictionary<string, object?>
        {
            ["Data"] = data,
            ["Frame"] = new Frame(
                request.Http.Request.Path.Value ?? "/", request.Site.Host.Now?.Head ?? 0, request.Site.PublicUrl),
        };
        return new RazorComponentResult<TPage>(parameters)
        {
            PreventStreamingRendering = true, // Everything was read before: the page comes in one piece.
            StatusCode = request.Response.StatusCode,
        }.ExecuteAsync(request.Http);
    }
}

/// <summary>What every page shows around its own matter.</summary>
/// <param name="Path">Of this page, to mark its place in the menu.</param>
/// <param name="Head">The position that the page reflects.</param>
public sealed record Frame(string Path, long Head, string Url);
