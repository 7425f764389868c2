using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
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
            .ConfigureResource(resource => resource.AddService("gradients"))
            .AddOtlpExporter(otlp =>
            {
                otlp.Endpoint = new(endpoint);
                // OTLP knows two ways: requests to the path of its own, or gRPC, which has none in its address.
                otlp.Protocol = new Uri(endpoint).AbsolutePath.EndsWith("/v1/traces", StringComparison.Ordinal)
                    ? OtlpExportProtocol.HttpProtobuf
                    : OtlpExportProtocol.Grpc;
            })
            .Build();
}
