using System.Text.Json.Nodes;
using Gradients.Testing;

namespace Gradients.Api.Tests;

/// <summary>Golden seasons, with and without what the reference made of them.</summary>
static class Golden
{
    /// <summary>The path of a season that specs know.</summary>
    public static string Season { get; } = GoldenFolder.Own("season_100_011.json");

    public static JsonNode Read(string path) => JsonNode.Parse(File.ReadAllBytes(path))!;

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
