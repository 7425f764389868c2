using System.Collections.Concurrent;
using System.Text;
using Gradients.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gradients.Http.Tests;

public sealed class when_traces_are_wanted
{
    [Fact]
    public async Task spans_arrive_by_otlp_over_http()
    {
        var arrived = new ConcurrentQueue<(string? Type, byte[] Body)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/v1/traces", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            arrived.Enqueue((request.ContentType, body.ToArray()));
            return Results.Bytes([], "application/x-protobuf");
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);

        await using var server = await RunningServer.StartAsync();
        using (Tracing.Start($"{collector.Urls.First()}/v1/traces"))
            await server.JsonAsync("/api/tables/tournaments?limit=7");
        // Ending the tracing has sent what was waiting.
        Assert.NotEmpty(arrived);
        Assert.All(arrived, one => Assert.Equal("application/x-protobuf", one.Type));
        var spans = string.Concat(arrived.Select(one => Encoding.Latin1.GetString(one.Body)));
        Assert.Contains("Npgsql", spans, StringComparison.Ordinal);
        Assert.Contains("gradients", spans, StringComparison.Ordinal);
    }
}
