using Gradients.Projections.Explanations;

namespace Gradients.Api.Http.Queries;

/// <summary><c>GET /api/explain/{hotkey}</c>: why it gets its weight, term by term, with the events behind.</summary>
internal static class GetExplanation
{
    public static Endpoint Create() => new("GET", "/api/explain/{hotkey}",
        "Why a hotkey gets its weight: the events and the arithmetic, term by term.", HandleAsync)
    {
        Parameters =
        [
            Parameter.Path("hotkey", "The hotkey asked about.", "5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT"),
            Parameter.At,
            Parameter.Query("netuid", "integer", "The subnet.", "56"),
        ],
        IsShared = true,
        Tag = "weights",
    };

    static async Task HandleAsync(Request request)
    {
        var netuid = (int)(request.Whole("netuid", 0, ushort.MaxValue) ?? request.Site.Config.Netuid);
        var (position, setting) = await request.Site.Weighing.RequiredAsync(request.At(), netuid, request.Cancel);
        if (request.IsKnown(position))
            return;
        var explanation = WeightExplanation.Of(setting, new(request.Route("hotkey")));
        await request.WriteAsync(json => ExplanationJson.Write(json, position, explanation));
    }
}
