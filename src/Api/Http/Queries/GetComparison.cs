using System.Text.Json;
using Gradients.Api.Pages;
using Gradients.Api.Shell;
using Gradients.Projections;

namespace Gradients.Api.Http.Queries;

/// <summary><c>GET /api/comparison</c>: one platform beside the others, and the published figures.</summary>
internal static class GetComparison
{
    public static Endpoint Create() => new("GET", "/api/comparison",
        "How a platform compares with the others on the benchmark tasks that were recorded, and, apart from that, "
        + "figures that were published. Shares: 0.5 is 50 %.", HandleAsync)
    {
        Parameters = [Parameter.Query("platform", "string", "Whose results; gradients when left out.", "gradients")],
        Example = """{"platform":"gradients","platforms":["gradients"],"pairs":[],"kinds":[],"published":{}}""",
        IsShared = true,
        Tag = "tables",
    };

    static async Task HandleAsync(Request request)
    {
        var data = await ComparisonData.ReadAsync(request);
        if (request.IsKnown(request.Site.Host.Required.Tables.Bookmark(new BenchmarkComparison().Name)))
            return;
        await request.WriteAsync(json => Write(json, data));
    }

    static void Write(Utf8JsonWriter json, ComparisonData data)
    {
        json.WriteStartObject();
        json.WriteString("platform", data.Platform);
        json.WriteTexts("platforms", data.Platforms);
        json.WriteObjects("pairs", data.Pairs, pair =>
        {
            json.WriteString("rival", pair.Rival);
            json.WriteNumber("tasks", pair.Tasks);
            json.WriteNumber("wins", pair.Wins);
            json.WriteNumber("ties", pair.Ties);
            Share(json, "winRate", pair.WinRate);
            Share(json, "improvement", pair.Improvement);
        });
        json.WriteObjects("kinds", data.Kinds, kind =>
        {
            json.WriteString("kind", kind.Kind);
            json.WriteNumber("tasks", kind.Tasks);
            json.WriteNumber("compared", kind.Compared);
            Share(json, "aboveMedian", kind.AboveMedian);
        });
        WritePublished(json);
        json.WriteEndObject();
    }

    /// <summary>Under a name of its own: nothing of it follows from the ledger.</summary>
    static void WritePublished(Utf8JsonWriter json)
    {
        json.WriteStartObject("published");
        json.WriteString("note", "For reference: published about the live system, not recorded or recomputed here.");
        json.WriteString("source", PublishedFigure.Source);
        json.WriteString("url", PublishedFigure.Address);
        json.WriteObjects("figures", PublishedFigure.All, figure =>
        {
            json.WriteString("question", figure.Question);
            json.WriteString("of", figure.Of);
            Share(json, "low", figure.Low);
            Share(json, "high", figure.High);
            json.WriteString("where", figure.Where);
        });
        json.WriteEndObject();
    }

    static void Share(Utf8JsonWriter json, string name, double? share)
    {
        json.WritePropertyName(name);
        if (share is { } known)
            JsonAnswer.Double(json, known);
        else
            json.WriteNullValue();
    }
}
