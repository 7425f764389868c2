using System.Text.Json;
using Gradients.Api.Http;

namespace Gradients.Http.Tests;

public sealed class when_the_api_describes_itself
{
    [Fact]
    public async Task every_request_that_is_answered_is_in_the_document()
    {
        await using var server = await RunningServer.StartAsync();
        var document = await server.JsonAsync("/openapi/v1.json");
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        var paths = document.GetProperty("paths");
        foreach (var endpoint in Endpoints.All(server.Site).Where(e => !e.IsPage))
        {
            var path = endpoint.Path.Replace("{**", "{", StringComparison.Ordinal);
            var operation = paths.GetProperty(path).GetProperty(endpoint.Method == "GET" ? "get" : "post");
            Assert.False(string.IsNullOrEmpty(operation.GetProperty("summary").GetString()));
            if (endpoint.Command is not null)
                Assert.True(operation.GetProperty("requestBody").GetProperty("content").EnumerateObject().Any());
        }
    }

    [Fact]
    public async Task operations_have_names_of_their_own_and_all_references_lead_somewhere()
    {
        await using var server = await RunningServer.StartAsync();
        var document = await server.JsonAsync("/openapi/v1.json");
        var ids = Find(document, "operationId").Select(id => id.GetString()).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        foreach (var reference in Find(document, "$ref").Select(r => r.GetString()!))
        {
            var at = document;
            foreach (var step in reference.Split('/').Skip(1))
                at = at.GetProperty(step);
        }
    }

    static IEnumerable<JsonElement> Find(JsonElement from, string name) => from.ValueKind switch
    {
        JsonValueKind.Object => from.EnumerateObject().SelectMany(p =>
            (p.Name == name ? [p.Value] : Array.Empty<JsonElement>()).Concat(Find(p.Value, name))),
        JsonValueKind.Array => from.EnumerateArray().SelectMany(item => Find(item, name)),
        _ => [],
    };
}
