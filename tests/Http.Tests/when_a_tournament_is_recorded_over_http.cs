using System.Net;
using System.Text.Json;
using Gradients.Api.Http.Access;
using Gradients.Ledger.Commands;
using Gradients.Api.Http.Commands;
using Npgsql;

namespace Gradients.Http.Tests;

public sealed class when_a_tournament_is_recorded_over_http
{
    const string Adopt = """{"rulebook":"2025.12"}""";

    const string Announce =
        """{"completion":"operator","origin":"recorded","rulebook":"2025.12","type":"text"}""";

    [Fact]
    public async Task every_command_of_a_whole_season_has_a_path_of_its_own()
    {
        await using var server = await RunningServer.StartAsync();
        var key = await server.KeyAsync(Role.Operator);
        var lines = RunningServer.Example("spring.ndjson").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var (accepted, repeated) = (0, 0);
        foreach (var line in lines)
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var example = CommandExamples.All.Single(e => e.Name == root.GetProperty("command").GetString());
            var stream = root.GetProperty("stream").GetString()!;
            var path = example.Path.Replace("{id}", stream[(stream.IndexOf('/') + 1)..], StringComparison.Ordinal);
            var data = root.TryGetProperty("data", out var body) ? body.GetRawText() : "";
            var headers = root.TryGetProperty("key", out var own) ? [("Idempotency-Key", own.GetString()!)]
                : Array.Empty<(string, string)>();
            using var answer = await server.PostAsync(path, data, key, headers);
            var outcome = (await RunningServer.JsonAsync(answer, 200)).GetProperty("outcome").GetString();
            accepted += outcome == "accepted" ? 1 : 0;
            repeated += outcome == "repeated" ? 1 : 0;
        }
        Assert.Equal(lines.Length, accepted + repeated);
        Assert.True(accepted > 180, $"{accepted} accepted");
        var weights = await server.JsonAsync("/api/weights");
        Assert.True(weights.GetProperty("sum").GetDouble() > 0.99);
    }

    [Fact]
    public void every_command_the_ledger_takes_has_a_path() =>
        Assert.Equal(
            CommandTypes.All.Select(t => t.Alias).Order(StringComparer.Ordinal),
            CommandExamples.All.Select(e => e.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task the_answer_holds_the_events_and_its_etag_is_their_position()
    {
        await using var server = await RunningServer.StartAsync();
        using var answer = await server.PostAsync("/api/rulebook/adopt_rulebook", Adopt, await server.KeyAsync(Role.Operator));
        var json = await RunningServer.JsonAsync(answer, 200);
        Assert.Equal("rulebook_adopted", json.GetProperty("events")[0].GetProperty("type").GetString());
        Assert.Equal("\"1\"", answer.Headers.ETag!.Tag);
        using var read = await server.GetAsync("/api/events/1");
        Assert.Equal("\"1\"", read.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task the_same_key_is_carried_out_once()
    {
        await using var server = await RunningServer.StartAsync();
        var key = await server.KeyAsync(Role.Operator);
        for (var i = 0; i < 3; i++)
        {
            using var answer = await server.PostAsync(
                "/api/rulebook/adopt_rulebook", Adopt, key, ("Idempotency-Key", "first adoption"));
            var outcome = (await RunningServer.JsonAsync(answer, 200)).GetProperty("outcome").GetString();
            Assert.Equal(i == 0 ? "accepted" : "repeated", outcome);
        }
        Assert.Equal(1, server.Site.Host.Required.Head);
    }

    [Fact]
    public async Task a_refusal_names_code_rule_and_reason()
    {
        await using var server = await RunningServer.StartAsync();
        using var answer = await server.PostAsync(
            "/api/tournaments/spring/close_field", "", await server.KeyAsync(Role.Recorder));
        var problem = await RunningServer.JsonAsync(answer, 422);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("/problems/refused", problem.GetProperty("type").GetString());
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("code").GetString()));
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("rule").GetString()));
    }

    [Fact]
    public async Task a_stale_view_is_a_conflict_and_appends_nothing()
    {
        await using var server = await RunningServer.StartAsync();
        var key = await server.KeyAsync(Role.Operator);
        (await server.PostAsync("/api/rulebook/adopt_rulebook", Adopt, key)).Dispose();
        (await server.PostAsync("/api/tournaments/spring/announce_tournament", Announce, key)).Dispose();
        var fee = """{"reason":"weather"}""";

        using var early = await server.PostAsync(
            "/api/tournaments/spring/cancel_tournament", fee, key, ("If-Match", "\"1\""));
        var stale = await RunningServer.JsonAsync(early, 409);
        Assert.Equal(2, stale.GetProperty("position").GetInt64());
        using var wrong = await server.PostAsync(
            "/api/tournaments/spring/cancel_tournament", fee, key, ("Expected-Version", "0"));
        Assert.Equal(1, (await RunningServer.JsonAsync(wrong, 409)).GetProperty("version").GetInt64());
        Assert.Equal(2, server.Site.Host.Required.Head);

        using var current = await server.PostAsync("/api/tournaments/spring/cancel_tournament", fee, key,
            ("If-Match", "\"2\""), ("Expected-Version", "1"), ("Idempotency-Key", "cancel"));
        await RunningServer.JsonAsync(current, 200);
        // Its own event has moved the stream; repeated, it is answered as before.
        using var again = await server.PostAsync("/api/tournaments/spring/cancel_tournament", fee, key,
            ("If-Match", "\"2\""), ("Expected-Version", "1"), ("Idempotency-Key", "cancel"));
        Assert.Equal("repeated", (await RunningServer.JsonAsync(again, 200)).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task a_broken_line_among_many_stops_all_of_them()
    {
        await using var server = await RunningServer.StartAsync();
        var lines = $$"""{"command":"adopt_rulebook","stream":"rulebook","data":{{Adopt}}}""" + "\n{\"command\":\"nothing\"}\n";
        using var answer = await server.PostAsync("/api/commands", lines, await server.KeyAsync(Role.Operator));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(0, server.Site.Host.Required.Head);
    }

    /// <summary>It used to try for ever, and all other commands waited for it.</summary>
    [Theory]
    [InlineData("If-Match", "\"1\"")]
    [InlineData("Idempotency-Key", "announced")]
    public async Task behind_a_tombstone_a_command_is_told_why_it_has_to_wait(string header, string value)
    {
        await using var server = await RunningServer.StartAsync();
        var key = await server.KeyAsync(Role.Operator);
        (await server.PostAsync("/api/rulebook/adopt_rulebook", Adopt, key)).Dispose();
        await using (var owner = NpgsqlDataSource.Create(server.Database.Owner))
        await using (var tombstone = owner.CreateCommand(
            "insert into mt_streams (id, version) values ('mt_tombstone', 0); insert into mt_events "
            + "(seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type) values "
            + "(nextval('mt_events_sequence'), gen_random_uuid(), 'mt_tombstone', 1, '{}', 'tombstone', now(), 'T, A')"))
            await tombstone.ExecuteNonQueryAsync();

        using var answer = await server.PostAsync(
            "/api/tournaments/spring/announce_tournament", Announce, key, (header, value));
        var problem = await RunningServer.JsonAsync(answer, 503);

        Assert.Contains("positions 2 to 2 hold no events", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_another_process_appends_is_seen_at_once()
    {
        await using var server = await RunningServer.StartAsync();
        await using var other = await RunningServer.StartAsync(new() { AuditMinutes = 0 }, server.Database);
        (await server.PostAsync("/api/rulebook/adopt_rulebook", Adopt, await server.KeyAsync(Role.Operator))).Dispose();
        await other.Site.Host.WaitPastAsync(0, new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token);
        var rows = await other.JsonAsync("/api/events");
        Assert.Equal(1, rows.GetArrayLength());
    }
}
