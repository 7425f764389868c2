using System.Net;
using System.Text.Json;
using Gradients.Projections;

namespace Gradients.Http.Tests;

public sealed class when_the_ledger_is_read_over_http() : ServedLedger(RunningServer.Example("spring.ndjson"))
{
    long Head => _server.Site.Host.Required.Head;

    [Fact]
    public async Task every_table_at_the_head_is_the_table_now()
    {
        foreach (var table in ProjectionSet.Tables)
        {
            var now = await TextAsync($"/api/tables/{table.Name}");
            var past = await TextAsync($"/api/tables/{table.Name}?at={Head}");
            Assert.Equal(now, past);
        }
        Assert.NotEqual("[]", await TextAsync("/api/tables/bracket"));
    }

    [Fact]
    public async Task a_table_at_a_position_knows_nothing_later()
    {
        for (var at = 0L; at <= Head; at += 37)
            foreach (var row in (await _server.JsonAsync($"/api/tables/task_results?at={at}")).EnumerateArray())
                Assert.InRange(row.GetProperty("position").GetInt64(), 1, at);
    }

    [Fact]
    public async Task lists_come_as_lines_when_asked_for()
    {
        foreach (var path in new[] { "/api/events", "/api/tables/task_results" })
        {
            var list = (await _server.JsonAsync(path)).EnumerateArray().Select(e => e.GetRawText()).ToArray();
            using var answer = await _server.GetAsync(path, ("Accept", "application/x-ndjson"));
            Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType!.MediaType);
            var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(list, lines);
        }
    }

    [Fact]
    public async Task columns_filter_rows()
    {
        var all = await _server.JsonAsync("/api/tables/bracket");
        var some = await _server.JsonAsync("/api/tables/bracket?round=2&kind=knockout");
        Assert.InRange(some.GetArrayLength(), 1, all.GetArrayLength() - 1);
        Assert.All(some.EnumerateArray(), row => Assert.Equal(2, row.GetProperty("round").GetInt32()));
        var past = await _server.JsonAsync($"/api/tables/bracket?round=2&kind=knockout&at={Head}");
        Assert.Equal(some.GetRawText(), past.GetRawText());
    }

    [Fact]
    public async Task an_answer_that_is_known_is_not_sent_again()
    {
        foreach (var path in new[] { "/api/events", "/api/tables/careers", "/api/weights", "/api/events/7", "/api/tables/careers?at=20" })
        {
            using var first = await _server.GetAsync(path);
            using var again = await _server.GetAsync(path, ("If-None-Match", first.Headers.ETag!.Tag));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Equal("", await again.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task one_event_comes_in_the_bytes_that_are_hashed()
    {
        var lines = (await TextAsync("/api/events?format=ndjson")).Split('\n');
        Assert.Equal(lines[6], await TextAsync("/api/events/7"));
    }

    [Fact]
    public async Task events_are_found_by_stream_type_and_range()
    {
        var closed = await _server.JsonAsync("/api/events?stream=tournament/spring&type=round_closed");
        Assert.Equal(["round_closed"], closed.EnumerateArray().Select(e => e.GetProperty("type").GetString()).Distinct());
        var range = await _server.JsonAsync("/api/events?from=5&to=9");
        Assert.Equal([5, 6, 7, 8, 9], range.EnumerateArray().Select(e => e.GetProperty("position").GetInt32()));
        Assert.Equal(2, (await _server.JsonAsync("/api/events?limit=2")).GetArrayLength());
    }

    [Fact]
    public async Task weights_come_as_json_and_as_a_table()
    {
        var json = await _server.JsonAsync("/api/weights");
        var csv = (await TextAsync("/api/weights?format=csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("uid,hotkey,weight,u16", csv[0]);
        Assert.Equal(json.GetProperty("node_weights").GetArrayLength(), csv.Length - 1);
    }

    [Fact]
    public async Task a_weight_is_explained_with_the_events_behind_it()
    {
        var explained = await _server.JsonAsync("/api/explain/5C62Ck4UrFPiBtoCmeSrgF7x9yv9mn38446dhCpsi2mLHiFT");
        Assert.True(explained.GetProperty("terms").GetArrayLength() > 3);
        Assert.True(explained.GetProperty("weight").GetDouble() > 0);
    }

    [Fact]
    public async Task a_difference_shows_rows_before_and_after()
    {
        var difference = await _server.JsonAsync($"/api/diff?from=40&to={Head}");
        var rows = difference.GetProperty("rows").EnumerateArray().ToArray();
        Assert.Contains(rows, row => row.GetProperty("before").ValueKind == JsonValueKind.Null);
        Assert.Contains(rows, row => row.GetProperty("before").ValueKind == JsonValueKind.Object);
        Assert.NotEqual(0, difference.GetProperty("weights").GetArrayLength());
        Assert.Equal(0, (await _server.JsonAsync($"/api/diff?from={Head}")).GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task the_live_stream_goes_on_where_a_client_left_it()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var seen = new List<long>();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/live");
            request.Headers.Add("Last-Event-ID", $"{(seen.Count == 0 ? 0 : seen[^1])}");
            using var answer = await _server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(patience.Token));
            for (var count = 0; count < 20;)
            {
                var line = await reader.ReadLineAsync(patience.Token);
                if (line!.StartsWith("id: ", StringComparison.Ordinal))
                {
                    seen.Add(long.Parse(line[4..]));
                    count++;
                }
            }
        }
        Assert.Equal(Enumerable.Range(1, 60).Select(i => (long)i), seen);
    }

    [Fact]
    public async Task the_live_stream_brings_what_is_appended_next()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var answer = await _server.Http.GetAsync("/live", HttpCompletionOption.ResponseHeadersRead, patience.Token);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(patience.Token));
        await reader.ReadLineAsync(patience.Token);
        var head = Head;
        await _server.RecordAsync("""{"command":"derive_weights","stream":"weights/56","key":"again"}""");
        string? line;
        while (!(line = await reader.ReadLineAsync(patience.Token))!.StartsWith("id: ", StringComparison.Ordinal))
        {
        }
        Assert.Equal($"id: {head + 1}", line);
        Assert.Equal("event: weights_derived", await reader.ReadLineAsync(patience.Token));
    }

    [Fact]
    public async Task health_readiness_and_figures_are_there()
    {
        Assert.Equal("ok\n", await TextAsync("/healthz"));
        var ready = await _server.JsonAsync("/readyz");
        Assert.True(ready.GetProperty("ready").GetBoolean());
        var figures = await TextAsync("/metrics");
        Assert.Contains($"gradients_ledger_position {Head}\n", figures, StringComparison.Ordinal);
        Assert.Contains("gradients_projection_lag{projection=\"bracket\"} 0\n", figures, StringComparison.Ordinal);
        Assert.Contains("gradients_commands_total{outcome=\"accepted\"} ", figures, StringComparison.Ordinal);
        var losses = (await _server.JsonAsync("/api/events?type=loss_measured")).GetArrayLength();
        var counted = System.Text.RegularExpressions.Regex.Match(figures, "gradients_measurement_seconds_count ([0-9]+)\n");
        // A loss that an import tells without its training took nobody knows how long.
        Assert.InRange(int.Parse(counted.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), 1, losses);
        Assert.Matches("gradients_measurement_seconds_sum [0-9.Ee+-]+\n", figures);
    }

    async Task<string> TextAsync(string path)
    {
        using var answer = await _server.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        return text;
    }
}
