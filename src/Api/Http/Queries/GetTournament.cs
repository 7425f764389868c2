using Gradients.Api.Tournaments;

namespace Gradients.Api.Http.Queries;

/// <summary><c>GET /api/tournaments/{id}</c>: rounds, slots and tasks with their losses, as the bracket shows them.</summary>
internal static class GetTournament
{
    public static Endpoint Create() => new("GET", "/api/tournaments/{id}",
        "A tournament's bracket: rounds, who met whom, every task with its losses, and who went on.", HandleAsync)
    {
        Parameters = [Parameter.Path("id", "The tournament's id.", "spring")],
        IsShared = true,
        Tag = "tournaments",
    };

    static async Task HandleAsync(Request request)
    {
        var now = request.Site.Host.Required;
        var id = request.Route("id");
        if (!Streams.IsLegal(Streams.Tournament(id)) || now.State.Version(Streams.Tournament(id)) == 0)
            throw Refusing.NotFound("There is no such tournament.");
        if (request.IsKnown(now.Head))
            return;
        var rows = await BracketRows.FindAsync(request.Site.Open.Source, id, request.Cancel);
        await request.WriteAsync(json => BracketVerb.Write(json, rows));
    }
}
