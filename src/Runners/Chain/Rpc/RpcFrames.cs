using System.Buffers;
using System.Text.Json;

namespace Gradients.Runners.Chain;

/// <summary>The JSON of requests and replies.</summary>
static class RpcFrames
{
    /// <summary>Metadata of a real runtime are 600 KB of hex; nothing honest is near this.</summary>
    public const int LongestReply = 64 << 20;

    public static byte[] Request(long id, string method, ReadOnlySpan<object?> parameters)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("jsonrpc", "2.0");
        json.WriteNumber("id", id);
        json.WriteString("method", method);
        json.WriteStartArray("params");
        foreach (var parameter in parameters)
            Write(json, parameter);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    static void Write(Utf8JsonWriter json, object? parameter)
    {
        switch (parameter)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case int number: json.WriteNumberValue(number); break;
            case ulong number: json.WriteNumberValue(number); break;
            case IEnumerable<string> texts:
                json.WriteStartArray();
                foreach (var text in texts)
                    json.WriteStringValue(text);
                json.WriteEndArray();
                break;
            default: throw new ArgumentException($"No JSON for a {parameter.GetType().Name}.");
        }
    }

    /// <exception cref="NodeLies">The bytes are no JSON object.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> frame)
    {
        try
        {
            using var document = JsonDocument.Parse(frame, new() { AllowDuplicateProperties = false, MaxDepth = 32 });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new NodeLies("the node's reply is no JSON object");
        }
        catch (JsonException broken)
        {
            throw new NodeLies($"the node's reply is not JSON: {broken.Message}", broken);
        }
    }

    /// <summary>A reply's result, null where that is null.</summary>
    /// <exception cref="RpcRefused">It is an error.</exception>
    public static JsonElement Result(string method, JsonElement frame)
    {
        if (frame.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
        {
            var code = error.TryGetProperty("code", out var c) && c.TryGetInt32(out var number) ? number : 0;
            var message = error.TryGetProperty("message", out var m) ? m.ToString() : "no reason";
            var data = error.TryGetProperty("data", out var d) && d.ValueKind != JsonValueKind.Null ? $": {d}" : "";
            throw new RpcRefused(method, code, message + data);
        }
        return frame.TryGetProperty("result", out var result)
            ? result
            : throw new NodeLies($"{method}: the node's reply has neither a result nor an error");
    }
}
