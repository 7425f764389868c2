using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Gradients.Api.Http;

/// <summary>Traces of requests and database calls, sent by OTLP where the configuration says so.</summary>
internal static class Tracing
{
    /// <summary>Null: nobody wants them.</summary>
    public static IDisposable? Start(string? endpoint) => endpoint is null
        ? null
        : Sdk.CreateTracerProviderBuilder()
            .AddSource("Microsoft.AspNetCore") // The framework's own source of activities: one a request.
            .AddSource("Npgsql")
            .AddOtlpExporter(otlp => otlp.Endpoint = new(endpoint))
            .Build();
}
