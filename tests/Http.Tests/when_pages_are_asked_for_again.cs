using System.Net;
using Gradients.Api.Http;
using Gradients.Api.Http.Access;

namespace Gradients.Http.Tests;

public sealed class when_pages_are_asked_for_again() : ServedLedger(RunningServer.Example("spring.ndjson"))
{
    static readonly string[] Paths =
    [
        "/", "/tournaments", "/tournaments/spring", "/champions", "/weights", "/hotkeys", "/runs", "/comparison", "/log",
        "/audit", "/events", "/events/7",
    ];

    [Fact]
    public async Task who_has_it_gets_none_until_the_ledger_moves()
    {
        var head = _server.Site.Host.Required.Head;
        var tags = new Dictionary<string, string>();
        foreach (var path in Paths)
        {
            using var first = await _server.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            Assert.Equal("no-cache", first.Headers.CacheControl!.ToString());
            tags[path] = first.Headers.ETag!.Tag;
            Assert.StartsWith($"\"{head}-", tags[path], StringComparison.Ordinal);
            using var again = await _server.GetAsync(path, ("If-None-Match", tags[path]));
            Assert.True(again.StatusCode == HttpStatusCode.NotModified, path);
            Assert.Equal(tags[path], again.Headers.ETag!.Tag);
            Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        }
        await _server.RecordAsync("""{"command":"derive_weights","stream":"weights/56","key":"again"}""");
        foreach (var path in Paths)
        {
            using var moved = await _server.GetAsync(path, ("If-None-Match", tags[path]));
            Assert.True(moved.StatusCode == HttpStatusCode.OK, path);
            Assert.NotEqual(tags[path], moved.Headers.ETag!.Tag);
            Assert.Contains($"data-head=\"{head + 1}\"", await moved.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task a_run_that_leaves_a_file_changes_the_page_though_no_event_was_recorded()
    {
        using var before = await _server.GetAsync("/runs?tournament=spring");
        var kept = await new Gradients.Ledger.Store.AttachmentStore(_server.Open.Source).PutAsync(new MemoryStream("x"u8.ToArray()));
        await using var command = _server.Open.Source.CreateCommand("insert into ledger_run_files values ('spring', 'spring-1-0', "
            + "'5C8etthaGJi5SkQeEDSaK32ABBjkhwDeK9ksQCTLEGM3EH14', 1, 'log', $1)");
        command.Parameters.Add(new() { Value = kept.Sha256 });
        await command.ExecuteNonQueryAsync();
        using var after = await _server.GetAsync("/runs?tournament=spring", ("If-None-Match", before.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task what_is_not_there_is_a_page_for_people_and_a_problem_for_programs()
    {
        foreach (var path in new[] { "/nothing", "/api/nothing", "/tournaments/nothing" })
        {
            using var page = await _server.GetAsync(path, ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
            Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
            Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
            Assert.Null(page.Headers.ETag);
            Assert.Contains("Back to now", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using var problem = await _server.GetAsync("/nothing", ("Accept", "application/json"));
        Assert.Equal("application/problem+json", problem.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task where_reading_takes_a_key_no_cache_hands_answers_on()
    {
        await using var closed = await RunningServer.StartAsync(new ServerConfig { AuditMinutes = 0, Reads = ReadAccess.Keys });
        await closed.RecordAsync(RunningServer.Example("spring.ndjson"));
        var key = ("Authorization", $"Bearer {await closed.KeyAsync(Role.Runner)}");
        foreach (var path in new[] { "/", "/runs", "/events/7", "/api/events/7", "/api/events", "/api/weights" })
        {
            using var answer = await closed.GetAsync(path, key);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(answer.Headers.CacheControl is { Private: true, Public: false }, path);
            Assert.Contains("Authorization", answer.Headers.Vary);
            if (answer.Headers.ETag is not { } tag)
                continue;
            using var stranger = await closed.GetAsync(path, ("If-None-Match", tag.Tag));
            Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        }
        using var style = await closed.GetAsync("/site.css");
        Assert.True(style.Headers.CacheControl!.Public);
    }

    [Fact]
    public async Task lists_say_that_they_come_in_two_shapes()
    {
        using var answer = await _server.GetAsync("/api/events");
        Assert.Contains("Accept", answer.Headers.Vary);
    }
}
