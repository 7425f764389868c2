using System.Text.Json;
using Gradients.Api.Http.Access;
using Gradients.Testing;

namespace Gradients.Http.Tests;

/// <summary>
/// The document as others read it: a validator, a generator of clients and a compiler from npm, and then a program over
/// the generated client that records a tournament here and reads it back.
/// </summary>
public sealed class when_a_client_is_generated
{
    static readonly string Program =
        Path.Combine(GoldenFolder.RepositoryRoot, "tests", "independent", "http", "client.mjs");

    [Fact]
    public async Task it_records_a_tournament_and_reads_it()
    {
        await using var server = await RunningServer.StartAsync();
        var seen = await RunAsync(server, RunningServer.Example("spring.ndjson"));

        Assert.Equal("3.1.0", seen.GetProperty("openapi").GetString());
        Assert.True(seen.GetProperty("operations").GetInt32() > 60);
        Assert.Equal("""{"accepted":184}""", seen.GetProperty("outcomes").GetRawText());
        Assert.Equal((422, 409, 401), (Status("refused"), Status("stale"), Status("stranger")));

        var head = server.Site.Host.Required.Head;
        Assert.Equal($"\"{head}\"", seen.GetProperty("etag").GetString());
        Assert.Equal(3, seen.GetProperty("events").GetArrayLength());
        foreach (var (name, path) in new[]
        {
            ("tournament", "/api/tournaments/spring"), ("weights", "/api/weights"), ("reigns", "/api/tables/champion_reigns"),
        })
            Assert.True(
                JsonElement.DeepEquals(await server.JsonAsync(path), seen.GetProperty(name)), $"{path} reads otherwise");

        int Status(string name) => seen.GetProperty(name).GetInt32();
    }

    static async Task<JsonElement> RunAsync(RunningServer server, string commands)
    {
        var folder = Directory.CreateTempSubdirectory("gradients-client-");
        var (address, key) = (server.Http.BaseAddress!.ToString().TrimEnd('/'), await server.KeyAsync(Role.Operator));
        var (exit, output, errors) = await Task.Run(
            () => NodeProcess.Run(Program, commands, address, key, folder.FullName));
        Assert.True(exit == 0, errors);
        folder.Delete(recursive: true);
        return JsonDocument.Parse(output).RootElement;
    }
}
