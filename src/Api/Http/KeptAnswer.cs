using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gradients.Api.Http;

/// <summary>An answer in the bytes in which it is sent, and the ledger position it was made at.</summary>
/// <param name="Head">The position at which it was begun: it shows no less.</param>
/// <param name="Since">When that was, in milliseconds since the machine started.</param>
/// <param name="Headers">Those of this answer alone, not the ones that every answer has.</param>
internal sealed record KeptAnswer(
    long Head, long Since, int Status, KeyValuePair<string, StringValues>[] Headers, byte[] Body)
{
    /// <summary>What keeping it costs beside its bytes, about.</summary>
    const int Overhead = 1024;

    public long Cost => Body.Length + Overhead;

    /// <summary>Sends it, or 304 where the caller has it.</summary>
    /// <param name="known">The caller's <c>If-None-Match</c>.</param>
    public async Task SendAsync(HttpContext http, StringValues known)
    {
        var response = http.Response;
        response.StatusCode = Status;
        foreach (var (name, value) in Headers)
            response.Headers[name] = value;
        if (Status == StatusCodes.Status200OK && response.Headers.ETag is [{ } tag] && Request.Holds(known, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            response.Headers.Remove("Content-Type");
            response.Headers.Remove("Content-Length");
            return;
        }
        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body, http.RequestAborted);
    }
}
