using System.Text.Json;
using Gradients.Ledger.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gradients.Api.Http;

/// <summary>Every answer that is no success, as RFC 9457 says; never a stack trace.</summary>
internal static class Problems
{
    public static async Task GuardAsync(HttpContext http, Func<Task> handle, ILogger log)
    {
        try
        {
            await handle();
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone, or its time was up; in the latter case the middleware answers.
            if (!http.Response.HasStarted)
                http.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
        }
        catch (Exception failure)
        {
            if (http.Response.HasStarted)
            {
                // A part was sent: an honest answer is one that ends visibly broken.
                log.LogWarning("{Path} broke off: {Reason}", http.Request.Path.Value, failure.Message);
                http.Abort();
                return;
            }
            await WriteAsync(http, Of(failure, log, http));
        }
    }

    static Refusing Of(Exception failure, ILogger log, HttpContext http)
    {
        switch (failure)
        {
            case Refusing refusing:
                return refusing;
            case NotReady notReady:
                return new(503, "not-ready", notReady.Message);
            case BadHttpRequestException bad:
                return new(bad.StatusCode, bad.StatusCode == 413 ? "body-too-large" : "bad-request", bad.Message);
            case StoreException or NpgsqlException:
                log.LogError("{Path}: {Reason}", http.Request.Path.Value, failure.Message);
                return new(503, "store", "The database cannot be read at the moment.");
            default:
                log.LogError(failure, "{Path} failed", http.Request.Path.Value);
                return new(500, "unforeseen", "This should not happen; the server's log has more.");
        }
    }

    public static async Task WriteAsync(HttpContext http, Refusing problem)
    {
        http.Response.Clear();
        http.Response.StatusCode = problem.Status;
        http.Response.ContentType = "application/problem+json";
        if (problem.Status == 401)
            http.Response.Headers.WWWAuthenticate = "Bearer";
        if (problem.Status is 429 or 503)
            http.Response.Headers.RetryAfter = "2";
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", $"/problems/{problem.Word}");
            json.WriteString("title", problem.Word.Replace('-', ' '));
            json.WriteNumber("status", problem.Status);
            json.WriteString("detail", problem.Message);
            json.WriteString("instance", http.Request.Path.Value);
            foreach (var (name, value) in problem.More)
            {
                json.WritePropertyName(name);
                JsonSerializer.Serialize(json, value);
            }
            json.WriteEndObject();
        }
        await http.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }
}
