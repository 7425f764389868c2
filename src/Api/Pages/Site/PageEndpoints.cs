using Gradients.Api.Http;

namespace Gradients.Api.Pages;

/// <summary>The pages for people: each reads what it shows, then renders on the server. They work without scripts.</summary>
internal static class PageEndpoints
{
    public static Endpoint[] All() =>
    [
        Page("/", async r => new PageOf<NowPage>(await NowData.ReadAsync(r))),
        Page("/tournaments", async r => new PageOf<TournamentsPage>(await TournamentsData.ReadAsync(r))),
        Page("/tournaments/{id}", async r => new PageOf<TournamentPage>(await TournamentData.ReadAsync(r))),
        Page("/champions", async r => new PageOf<ChampionsPage>(await ChampionsData.ReadAsync(r))),
        Page("/weights", async r => new PageOf<WeightsPage>(await WeightsData.ReadAsync(r))),
        Page("/hotkeys", async r => new PageOf<HotkeysPage>(await HotkeysData.ReadAsync(r))),
        Page("/hotkeys/{hotkey}", async r => new PageOf<HotkeyPage>(await HotkeyData.ReadAsync(r))),
        Page("/runs", isShared: false, async r => new PageOf<RunsPage>(await RunsData.ReadAsync(r))),
        Page("/runs/files/{digest}", isShared: false,
            async r => new PageOf<RunFilePage>(await RunFileData.ReadAsync(r))),
        Page("/comparison", async r => new PageOf<ComparisonPage>(await ComparisonData.ReadAsync(r))),
        Page("/log", isShared: false, async r => new PageOf<LogPage>(await LogData.ReadAsync(r))),
        Page("/audit", isShared: false, async r => new PageOf<AuditPage>(await AuditData.ReadAsync(r))),
        Page("/events", async r => new PageOf<EventsPage>(await EventsData.ReadAsync(r))),
        Page("/events/{position}", async r => new PageOf<EventPage>(await EventData.ReadAsync(r))),
        new("GET", "/api/runs/files/{digest}", "A file that a run or a measurement left, for example its log.",
            RunFileData.DownloadAsync)
        {
            Parameters = [Parameter.Path("digest", "SHA-256, 64 lower-case hexadecimal digits.",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")],
            ResponseType = "application/octet-stream",
            Tag = "log",
        },
        new("GET", "/search", "Where a search leads.", Search.HandleAsync) { IsPage = true },
        PageFiles.Endpoint("site.css", "text/css; charset=utf-8"),
        PageFiles.Endpoint("site.js", "text/javascript; charset=utf-8"),
    ];

    /// <param name="isShared">No: it shows more than events, such as files.</param>
    static Endpoint Page(string path, bool isShared, Func<Request, Task<PageOf>> read) => Page(path, read) with
    {
        IsShared = isShared,
    };

    static Endpoint Page(string path, Func<Request, Task<PageOf>> read) => new("GET", path, "A page.", async request =>
    {
        // Before anything is read: what is recorded meanwhile may show, but is not said to.
        var head = request.Site.Host.Now?.Head ?? 0;
        try
        {
            await (await read(request)).SendAsync(request, head);
        }
        catch (Exception failure) when (failure is Refusing or NotReady)
        {
            await RefuseAsync(request, failure);
        }
    })
    {
        IsPage = true,
        IsShared = true,
    };

    /// <summary>Says in a page what was wrong with a request.</summary>
    public static Task RefuseAsync(Request request, Exception failure)
    {
        request.Response.StatusCode = failure is Refusing refusing ? refusing.Status : 503;
        return PageOf.Trouble(failure).SendAsync(request, request.Site.Host.Now?.Head ?? 0);
    }
}
