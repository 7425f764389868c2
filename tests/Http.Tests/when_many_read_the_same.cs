using System.Net;

namespace Gradients.Http.Tests;

public sealed class when_many_read_the_same() : ServedLedger(RunningServer.Example("spring.ndjson"))
{
    static readonly string[] Paths =
    [
        "/", "/tournaments", "/champions", "/weights", "/events", "/hotkeys", "/runs", "/comparison", "/feed.atom",
        "/api/events", "/api/events?limit=5", "/api/events/7", "/api/tables", "/api/tables/bracket", "/api/weights",
        "/api/weights?format=csv", "/v1/tournaments/history", "/tournament/fees",
    ];

    [Fact]
    public async Task all_get_the_same_answer_with_the_same_headers()
    {
        foreach (var path in Paths)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => TellAsync(path)));
            Assert.Single(answers.Distinct());
            Assert.Equal(answers[0], await TellAsync(path));
            Assert.StartsWith("OK", answers[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task far_fewer_connections_than_readers_are_taken()
    {
        // Every question is another one, so that nothing is shared but the turns.
        var reads = Enumerable.Range(1, 300).Select(i => _server.GetAsync($"/api/tables/bracket?limit={i}")).ToArray();
        var most = 0L;
        while (!reads.All(read => read.IsCompleted))
        {
            await using var count = _server.Open.Source.CreateCommand(
                "select count(*) from pg_stat_activity where datname = current_database()");
            most = Math.Max(most, (long)(await count.ExecuteScalarAsync())!);
        }
        foreach (var read in reads)
            using (var answer = await read)
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.InRange(most, 1, 30);
    }

    [Fact]
    public async Task a_read_after_a_write_shows_it_whoever_else_reads()
    {
        using var end = new CancellationTokenSource();
        var crowd = Enumerable.Range(0, 20).Select(async _ =>
        {
            while (!end.IsCancellationRequested)
                await TellAsync("/api/events");
        }).ToArray();
        var key = await _server.KeyAsync(Gradients.Api.Http.Access.Role.Operator);
        for (var i = 0; i < 20; i++)
        {
            using var written = await _server.PostAsync(
                "/api/weights/56/derive_weights", "", key, ("Idempotency-Key", $"crowd {i}"));
            Assert.True(written.IsSuccessStatusCode, await written.Content.ReadAsStringAsync());
            var head = _server.Site.Host.Required.Head;
            var events = await _server.JsonAsync("/api/events");
            Assert.InRange(events.GetArrayLength(), head, long.MaxValue);
        }
        await end.CancelAsync();
        await Task.WhenAll(crowd);
    }

    [Fact]
    public async Task who_knows_the_answer_gets_none_and_takes_nothing_from_others()
    {
        var known = (await TagsAsync("/api/tables/careers")).Single();
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            using var answer = i % 2 == 0
                ? await _server.GetAsync("/api/tables/careers", ("If-None-Match", known))
                : await _server.GetAsync("/api/tables/careers");
            return (Even: i % 2 == 0, answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync()).Length);
        }));
        Assert.All(answers, a => Assert.Equal(a.Even, a.StatusCode == HttpStatusCode.NotModified));
        Assert.All(answers, a => Assert.Equal(a.Even, a.Length == 0));
    }

    async Task<string[]> TagsAsync(string path)
    {
        using var answer = await _server.GetAsync(path);
        return [answer.Headers.ETag!.Tag];
    }

    async Task<string> TellAsync(string path)
    {
        using var answer = await _server.GetAsync(path);
        var headers = answer.Headers.Where(h => h.Key is not "Date").Concat(answer.Content.Headers)
            .Where(h => h.Key is not ("Transfer-Encoding" or "Content-Length"))
            .Select(h => $"{h.Key}: {string.Join(',', h.Value)}").Order(StringComparer.Ordinal);
        return $"{answer.StatusCode}\n{string.Join('\n', headers)}\n{await answer.Content.ReadAsStringAsync()}";
    }
}
