using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Gradients.Api.Http;

/// <summary>
/// How much one caller may ask: writes by API key, reads by address. Budgets refill every second, so a caller that was
/// refused can go on soon.
/// </summary>
internal sealed class Limiter(LimitsConfig limits)
{
    readonly PartitionedRateLimiter<string> _writes = ByName(limits.WritesPerMinute);
    readonly PartitionedRateLimiter<string> _reads = ByName(limits.ReadsPerMinute);

    /// <exception cref="Refusing">The budget is used up.</exception>
    public void Check(HttpContext http)
    {
        var reading = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        using var lease = reading
            ? _reads.AttemptAcquire(Address(http))
            : _writes.AttemptAcquire(Caller(http));
        if (lease.IsAcquired)
            return;
        throw new Refusing(429, "too-many-requests", reading
            ? $"One address may read {limits.ReadsPerMinute} times a minute."
            : $"One key may write {limits.WritesPerMinute} times a minute.");
    }

    /// <summary>The key's public part with the address it is used from.</summary>
    static string Caller(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        // Both in one name: random keys from one address share nothing with the owner of a real one.
        return header.Length >= 18 ? $"{header[..18]} {Address(http)}" : Address(http);
    }

    static string Address(HttpContext http) => (http.Connection.RemoteIpAddress ?? IPAddress.None).ToString();

    static PartitionedRateLimiter<string> ByName(int perMinute) => PartitionedRateLimiter.Create<string, string>(
        name => RateLimitPartition.GetTokenBucketLimiter(name, _ => new()
        {
            TokenLimit = perMinute,
            TokensPerPeriod = Math.Max(1, perMinute / 60),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0, // Refused at once: a queue would only hide the load.
            AutoReplenishment = true,
        }), StringComparer.Ordinal);
}
