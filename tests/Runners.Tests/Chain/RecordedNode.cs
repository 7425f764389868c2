using System.Text.Json.Nodes;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Chain;

/// <summary>
/// Answers exactly what the real node answered. A request that names a block where the session left it out gets the
/// same
/// reply.
/// </summary>
static class RecordedNode
{
    static readonly Dictionary<string, int> Requests = RecordedSession.Frames
        .Where(f => (string?)f["dir"] == "request").Select(f => f["frame"]!)
        .GroupBy(f => Name((string)f["method"]!, f["params"]!.AsArray()))
        .ToDictionary(same => same.Key, same => (int)same.First()["id"]!, StringComparer.Ordinal);

    static string Name(string method, JsonArray parameters) => $"{method} {parameters.ToJsonString()}";

    public static Task<object?> AnswerAsync(string method, JsonArray parameters)
    {
        var shorter = new JsonArray([.. parameters.SkipLast(1).Select(p => p?.DeepClone())]);
        if (!Requests.TryGetValue(Name(method, parameters), out var id)
            && !Requests.TryGetValue(Name(method, shorter), out id))
            throw new NodeErrorException(-32601, $"Method not found: {method}");
        var reply = RecordedSession.Frames.Select(f => f["frame"]!)
            .Single(f => f["method"] is null && (int?)f["id"] == id);
        if (reply["error"] is { } error)
            throw new NodeErrorException((int)error["code"]!, (string)error["message"]!);
        return Task.FromResult<object?>(method == "author_submitAndWatchExtrinsic"
            ? new News(NewsAsync((string)reply["result"]!))
            : reply["result"]);
    }

    static async IAsyncEnumerable<JsonNode> NewsAsync(string subscription)
    {
        foreach (var frame in RecordedSession.Frames.Select(f => f["frame"]!))
            if ((string?)frame["params"]?.AsValueOrNull("subscription") == subscription)
            {
                yield return frame["params"]!["result"]!;
                await Task.Yield();
            }
    }

    static JsonNode? AsValueOrNull(this JsonNode node, string name) =>
        node is JsonObject found ? found[name] : null;
}
