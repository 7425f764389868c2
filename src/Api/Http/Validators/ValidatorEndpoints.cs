namespace Gradients.Api.Http.Validators;

/// <summary>
/// The live validator's public read requests, under its paths and in its shapes (docs/http.md), so that dashboards and
/// auditors made for it can be pointed here.
/// </summary>
internal static class ValidatorEndpoints
{
    const string Tag = "validator";

    public static Endpoint[] All() =>
    [
        new("GET", "/auditing/scores-url", "Where the payload behind the last weight setting is.", ScoresUrlAsync)
        {
            Tag = Tag,
            IsShared = true,
        },
        new("GET", "/auditing/scores/{position}", "The payload behind the weights recorded at a position, as 'gradients "
            + "audit god' and the live system's auditors read it.", AuditPayload.HandleAsync)
        {
            Parameters = [Parameter.Path("position", "Of the recorded setting.", "187", "integer")],
            Tag = Tag,
            IsShared = true,
        },
        new("GET", "/auditing/metagraph/{position}", "Which hotkey held which uid for the weights recorded at a "
            + "position: a list whose index is the uid.", MetagraphAsync)
        {
            Parameters = [Parameter.Path("position", "Of the recorded setting.", "187", "integer")],
            Tag = Tag,
            IsShared = true,
        },
        new("GET", "/v1/tournaments/latest/details", "The latest completed tournament of each type, and the shares.",
            TournamentDetails.LatestAsync) { Tag = Tag, IsShared = true },
        new("GET", "/v1/tournaments/{id}/details", "One tournament: participants, rounds, tasks and scores.",
            TournamentDetails.HandleAsync)
        {
            Parameters = [Parameter.Path("id", "The tournament's id.", "spring")],
            Tag = Tag,
            IsShared = true,
        },
        new("GET", "/v1/tournaments/history", "Tournaments running and completed, the latest first.",
            TournamentLists.HistoryAsync) { Tag = Tag, IsShared = true },
        new("GET", "/v1/tournaments/active", "The running tournament of each type with its participants.",
            TournamentLists.ActiveAsync) { Tag = Tag, IsShared = true },
        new("GET", "/tournament/fees", "What entering costs, in RAO.", TournamentLists.FeesAsync) { Tag = Tag, IsShared = true },
    ];

    /// <summary>The last recorded setting of the subnet.</summary>
    static async Task ScoresUrlAsync(Request request)
    {
        var last = await AuditPayload.LastAsync(request.Site, request.Cancel)
            ?? throw Refusing.BadRequest("No weights were recorded yet.");
        if (request.IsKnown(last))
            return;
        await request.WriteAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("url", $"{request.Site.PublicUrl}/auditing/scores/{last}");
            json.WriteEndObject();
        });
    }

    static async Task MetagraphAsync(Request request)
    {
        var (position, setting) = await AuditPayload.SettingAsync(request);
        if (request.IsKnown(position))
            return;
        await request.WriteAsync(json =>
        {
            json.WriteStartArray();
            foreach (var hotkey in setting.Metagraph.Metagraph.Hotkeys)
                json.WriteStringValue(hotkey.Text);
            json.WriteEndArray();
        });
    }
}
