using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;

namespace Gradients.Api.Http.Commands;

/// <summary>Commands from requests: the same strict reading as that of a record file.</summary>
internal static class CommandLines
{
    /// <summary>The body; empty counts as an object without members. Its size is limited by the server.</summary>
    public static async Task<ReadOnlyMemory<byte>> BodyAsync(Request request)
    {
        using var body = new MemoryStream();
        await request.Http.Request.Body.CopyToAsync(body, request.Cancel);
        return body.Length == 0 ? "{}"u8.ToArray() : body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    public static CommandLine Of(string command, string stream, string? key, ReadOnlyMemory<byte> data)
    {
        // Checked alone first: a body that closed the object could otherwise bring members of its own.
        Strict(data.Span);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("command", command);
            json.WriteString("stream", stream);
            if (key is not null)
                json.WriteString("key", key);
            json.WritePropertyName("data");
            json.WriteRawValue(data.Span, skipInputValidation: true);
            json.WriteEndObject();
        }
        return Read(buffer.WrittenSpan);
    }

    /// <exception cref="Refusing">It is no command; the reason names the field.</exception>
    public static CommandLine Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return CommandLine.Read(line, new Interner());
        }
        catch (NotCanonical broken)
        {
            throw Unreadable(broken);
        }
    }

    static void Strict(ReadOnlySpan<byte> json)
    {
        try
        {
            _ = StrictJson.Canonical(json);
        }
        catch (NotCanonical broken)
        {
            throw Unreadable(broken);
        }
    }

    static Refusing Unreadable(NotCanonical broken) =>
        new(400, "unreadable-command", $"The command cannot be read: {broken.Message} (byte {broken.Offset}).");
}
