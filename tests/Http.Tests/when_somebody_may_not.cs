using System.Net;
using System.Net.Sockets;
using System.Text;
using Gradients.Api.Http;
using Gradients.Api.Http.Access;
using Gradients.Api.Http.Commands;

namespace Gradients.Http.Tests;

public sealed class when_somebody_may_not
{
    [Fact]
    public async Task nothing_is_written_without_a_key()
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var endpoint in Endpoints.All(server.Site).Where(e => e.Method == "POST"))
        {
            using var answer = await server.PostAsync(endpoint.Path.Replace("{id}", "spring", StringComparison.Ordinal), "{}");
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{endpoint.Path}: {answer.StatusCode}");
        }
        Assert.Equal(0, server.Site.Host.Required.Head);
    }

    [Fact]
    public async Task each_role_gives_its_own_commands_and_no_others()
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var role in Enum.GetValues<Role>())
        {
            var key = await server.KeyAsync(role);
            foreach (var command in CommandExamples.All)
            {
                using var answer = await server.PostAsync(
                    command.Path.Replace("{id}", "nowhere", StringComparison.Ordinal), "{\"unknown\":1}", key);
                var allowed = role == Role.Operator || Roles.Least(command.Name) == role;
                // Allowed commands get as far as being read.
                Assert.True(answer.StatusCode == (allowed ? HttpStatusCode.BadRequest : HttpStatusCode.Forbidden),
                    $"{role} {command.Name}: {answer.StatusCode}");
            }
            var line = """{"command":"adopt_rulebook","stream":"rulebook","data":{"rulebook":"2025.12"}}""";
            using var many = await server.PostAsync("/api/commands", line, key);
            Assert.Equal(role == Role.Operator ? HttpStatusCode.OK : HttpStatusCode.Forbidden, many.StatusCode);
        }
    }

    [Fact]
    public async Task a_revoked_key_is_refused_with_the_next_request()
    {
        await using var server = await RunningServer.StartAsync();
        var keys = new ApiKeys(server.Open.Source);
        var (id, key) = await keys.CreateAsync("somebody", Role.Operator, default);
        using var before = await server.PostAsync("/api/rulebook/adopt_rulebook", """{"rulebook":"2025.12"}""", key);
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.True(await keys.RevokeAsync(id, default));
        using var after = await server.PostAsync("/api/rulebook/adopt_rulebook", """{"rulebook":"2025.12"}""", key);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task no_secret_is_stored()
    {
        await using var server = await RunningServer.StartAsync();
        var key = await server.KeyAsync(Role.Runner);
        await using var ask = server.Open.Source.CreateCommand("select string_agg(k::text, ' ') from ledger_api_keys k");
        var stored = (string)(await ask.ExecuteScalarAsync())!;
        Assert.DoesNotContain(key[12..], stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_key_with_one_letter_changed_is_unknown()
    {
        await using var server = await RunningServer.StartAsync();
        var key = await server.KeyAsync(Role.Operator);
        foreach (var wrong in new[] { key[..^1] + (key[^1] == '0' ? '1' : '0'), key + "0", key[..^1], "gl_", "" , "x" })
        {
            using var answer = await server.PostAsync("/api/rulebook/adopt_rulebook", "{}", wrong);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task reading_can_be_closed()
    {
        await using var server = await RunningServer.StartAsync(new() { Reads = ReadAccess.Keys, AuditMinutes = 0 });
        using var refused = await server.GetAsync("/api/events");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var read = await server.GetAsync("/api/events", ("Authorization", $"Bearer {await server.KeyAsync(Role.Runner)}"));
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        using var health = await server.GetAsync("/healthz");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task a_body_beyond_the_limit_is_refused()
    {
        await using var server = await RunningServer.StartAsync(new()
        {
            Limits = new() { BodyBytes = 2048 }, AuditMinutes = 0,
        });
        using var answer = await server.PostAsync(
            "/api/commands", new string(' ', 5000), await server.KeyAsync(Role.Operator));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task one_caller_cannot_take_everything()
    {
        await using var server = await RunningServer.StartAsync(new()
        {
            Limits = new() { ReadsPerMinute = 60, WritesPerMinute = 60 }, AuditMinutes = 0,
        });
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 80; i++)
        {
            using var answer = await server.GetAsync("/healthz");
            statuses.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                Assert.NotNull(answer.Headers.RetryAfter);
        }
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.Equal(HttpStatusCode.OK, statuses[0]);
    }

    [Fact]
    public async Task no_path_leads_out_of_the_published_log()
    {
        var folder = Directory.CreateTempSubdirectory("gh-log");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "secret"), "secret");
        await using var server = await RunningServer.StartAsync(new() { LogFolder = folder.FullName, AuditMinutes = 0 });
        foreach (var path in new[]
        {
            "/tile/../secret", "/tile/%2e%2e/secret", "/tile/..%2fsecret", "/tile/0/../../secret", "/tile//secret",
            "/attachments/..%2fsecret", "/attachments/secret", "/tile/0/x001/../../../secret", "/tile/entries/%00",
            "/tile/0/000%0a", "/attachments/" + new string('A', 64),
        })
        {
            // Written by hand: a client would tidy the path up before it sends it.
            var answer = await RawAsync(server, $"GET {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
            Assert.DoesNotContain("secret", answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 1)..]
                .Replace(path, "", StringComparison.Ordinal).Replace("/secret\"", "", StringComparison.Ordinal),
                StringComparison.Ordinal);
            Assert.Matches("^HTTP/1.1 40[04]", answer);
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task a_client_that_drips_its_headers_is_dropped()
    {
        await using var server = await RunningServer.StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", server.Http.BaseAddress!.Port);
        await socket.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: he"u8.ToArray());
        var buffer = new byte[1024];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(25));
        var answer = new StringBuilder();
        for (int read; (read = await socket.GetStream().ReadAsync(buffer, patience.Token)) > 0;)
            answer.Append(Encoding.ASCII.GetString(buffer, 0, read));
        Assert.StartsWith("HTTP/1.1 408", answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task no_answer_shows_a_stack()
    {
        await using var server = await RunningServer.StartAsync();
        await server.RecordAsync(RunningServer.Example("spring.ndjson"));
        foreach (var path in new[]
        {
            "/nothing", "/api/events?from=x", "/api/events/99999999999999999999", "/api/tables/nothing",
            "/api/tables/careers?nothing=1", "/api/tables/careers?at=-1", "/api/weights?netuid=70000",
            "/api/weights?at=1", "/api/diff", "/api/diff?from=9&to=3", "/api/tournaments/none", "/api/explain/x?at=0",
            "/api/proofs/1", "/checkpoint", "/api/tables/bracket?round=x", "/live?after=x",
        })
        {
            using var answer = await server.GetAsync(path);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.InRange((int)answer.StatusCode, 400, 404);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        }
    }

    static async Task<string> RawAsync(RunningServer server, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", server.Http.BaseAddress!.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(socket.GetStream());
        return await reader.ReadToEndAsync();
    }
}
