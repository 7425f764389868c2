using System.Text.Json.Nodes;
using Gradients.Testing;

namespace Gradients.Api.Tests;

/// <summary>Golden seasons, with and without what the reference made of them.</summary>
static class Golden
{
    public const string Season = "season_100_011.json";

    public static string Path(string file)
    {
        GoldenFolder.Read(file);
        return System.IO.Path.Combine(GoldenFolder.Path, file);
    }

    public static JsonNode Read(string file) => JsonNode.Parse(GoldenFolder.Read(file))!;

    /// <summary>The facts alone: every member named <c>expected</c> is gone.</summary>
    public static JsonNode WithoutExpected(JsonNode node)
    {
        switch (node)
        {
            case JsonObject thing:
                thing.Remove("expected");
                foreach (var (_, member) in thing.ToList())
                    if (member is not null)
                        WithoutExpected(member);
                break;
            case JsonArray list:
                foreach (var item in list)
                    if (item is not null)
                        WithoutExpected(item);
                break;
        }
        return node;
    }

    /// <summary>What a replay of the season has to print.</summary>
    public static JsonObject Document(JsonNode season) => new()
    {
        ["tournaments"] = new JsonArray([.. season["tournaments"]!.AsArray().Select(t => new JsonObject
        {
            ["expected"] = t!["expected"]!.DeepClone(),
            ["rounds"] = new JsonArray([.. t["rounds"]!.AsArray().Select(Expected)]),
        })]),
        ["snapshots"] = new JsonArray([.. season["snapshots"]!.AsArray().Select(Expected)]),
    };

    static JsonNode Expected(JsonNode? of) => new JsonObject { ["expected"] = of!["expected"]!.DeepClone() };
}
