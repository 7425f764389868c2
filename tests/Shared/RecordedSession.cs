using System.Text.Json.Nodes;

namespace Gradients.Testing;

/// <summary>One JSON-RPC session with a real runtime, frame by frame, and what is known of it.</summary>
public static class RecordedSession
{
    public const string Chain = "chain";

    static readonly Lazy<JsonObject[]> AllFrames = new(() => [.. System.Text.Encoding.UTF8
        .GetString(GoldenFolder.Read(Chain, "recorded-session.ndjson"))
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Whole(JsonNode.Parse(line)!))]);

    static readonly Lazy<JsonObject> Notes = new(() =>
        Whole(JsonNode.Parse(GoldenFolder.Read(Chain, "recorded-session.json"))!));

    /// <summary>Objects with the members <c>dir</c> and <c>frame</c>, in the order of the session.</summary>
    public static IReadOnlyList<JsonObject> Frames => AllFrames.Value;

    /// <summary>What the frames are, as recorded-session.json explains them.</summary>
    public static JsonObject Explained => Notes.Value;

    /// <summary>The result of the request with this number.</summary>
    public static JsonNode? Result(int id) => Frames
        .Where(f => (string?)f["dir"] == "reply" && (int?)f["frame"]!["id"] == id)
        .Select(f => f["frame"]!["result"]).Single();

    /// <summary>A result that is bytes in hex.</summary>
    public static byte[] Bytes(int id) => Convert.FromHexString(((string)Result(id)!)[2..]);

    public static byte[] Metadata => Bytes(3);

    /// <summary>
    /// Makes every node below: nodes make their children at the first look, and tests that look at the same time would
    /// disturb one another.
    /// </summary>
    static JsonObject Whole(JsonNode root)
    {
        Visit(root);
        return root.AsObject();

        static void Visit(JsonNode? node)
        {
            if (node is JsonObject members)
                foreach (var (_, value) in members)
                    Visit(value);
            else if (node is JsonArray items)
                foreach (var item in items)
                    Visit(item);
        }
    }
}
