using System.Text.Json;
using System.Text.Encodings.Web;
using Gradients.Ledger.Canonical;
using Gradients.Projections;
using Microsoft.AspNetCore.Http;

namespace Gradients.Api.Http;

/// <summary>Answers in JSON: one document, or a list of any length in constant memory.</summary>
internal static class JsonAnswer
{
    const int Chunk = 1 << 14;

    // The answer says it is JSON and browsers are told not to guess, so hotkeys and symbols can stay readable.
    public static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = false,
    };

    public static async Task WriteAsync(this Request request, Action<Utf8JsonWriter> write)
    {
        request.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(request.Response.BodyWriter, Readable);
        write(json);
        await json.FlushAsync(request.Cancel);
        await request.Response.BodyWriter.FlushAsync(request.Cancel);
    }

    /// <summary>An array, or lines where those are wanted; what was written is sent before much more is read.</summary>
    public static async Task WriteListAsync<T>(
        this Request request, IAsyncEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        var lines = request.WantsLines;
        request.Response.ContentType = lines ? "application/x-ndjson" : "application/json";
        var body = request.Response.BodyWriter;
        await using var json = new Utf8JsonWriter(body, Readable);
        if (!lines)
            json.WriteStartArray();
        var unsent = 0L;
        await foreach (var item in items.WithCancellation(request.Cancel))
        {
            write(json, item);
            if (lines)
            {
                json.Flush();
                unsent += json.BytesCommitted;
                json.Reset();
                body.GetSpan(1)[0] = (byte)'\n';
                body.Advance(1);
            }
            else if (json.BytesPending >= Chunk)
            {
                unsent += json.BytesPending;
                json.Flush();
            }
            if (unsent < Chunk)
                continue;
            unsent = 0;
            var sent = await body.FlushAsync(request.Cancel); // Waits for a slow reader: nothing piles up here.
            if (sent.IsCompleted)
                return;
        }
        if (!lines)
            json.WriteEndArray();
        json.Flush();
        await body.FlushAsync(request.Cancel);
    }

    public static async Task WriteTextAsync(this Request request, string type, string text)
    {
        request.Response.ContentType = type;
        await request.Response.WriteAsync(text, request.Cancel);
    }

    public static async Task WriteBytesAsync(this Request request, string type, ReadOnlyMemory<byte> bytes)
    {
        request.Response.ContentType = type;
        request.Response.ContentLength = bytes.Length;
        await request.Response.Body.WriteAsync(bytes, request.Cancel);
    }

    /// <summary>An event's envelope in its canonical bytes.</summary>
    public static void Event(Utf8JsonWriter json, Recorded e)
    {
        var writer = new CanonicalWriter();
        Envelope.Write(writer, e);
        json.WriteRawValue(writer.Written, skipInputValidation: true);
    }

    /// <summary>A double as it reads back; those JSON has no number for as texts.</summary>
    public static void Double(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
            json.WriteExact(value);
        else
            json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }
}
