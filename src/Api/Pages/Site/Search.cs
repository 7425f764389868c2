using System.Globalization;
using Gradients.Api.Http;

namespace Gradients.Api.Pages;

/// <summary>One box for everything: a position, a tournament's id, or a hotkey or a part of one.</summary>
internal static class Search
{
    public static Task HandleAsync(Request request)
    {
        var asked = (request.Query("q") ?? "").Trim().TrimStart('#');
        var state = request.Site.Host.Required.State;
        var target = long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            && position > 0 && position <= state.Head
            ? $"/events/{position}"
            : Streams.IsLegal(Streams.Tournament(asked)) && state.Version(Streams.Tournament(asked)) > 0
            ? $"/tournaments/{Uri.EscapeDataString(asked)}"
            : $"/hotkeys?q={Uri.EscapeDataString(asked)}";
        request.Response.Redirect(target);
        return Task.CompletedTask;
    }
}
