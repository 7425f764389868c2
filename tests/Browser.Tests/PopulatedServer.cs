using Gradients.Api.Logs;
using Gradients.Api.Upkeep;
using Gradients.Http.Tests;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Log;
using Gradients.Ledger.Store;

namespace Gradients.Browser.Tests;

/// <summary>A season with a tournament under way, its log published, on a real server.</summary>
public sealed class PopulatedServer : IAsyncLifetime
{
    readonly DirectoryInfo _log = Directory.CreateTempSubdirectory("gb-log-");

    internal RunningServer Server { get; private set; } = null!;

    /// <summary>What the chain stores differs from what follows, and a run left its log.</summary>
    internal RunningServer Chain { get; private set; } = null!;

    /// <summary>Tournaments of three types under rulebook 2026.10.</summary>
    internal RunningServer October { get; private set; } = null!;

    /// <summary>Of the run's log.</summary>
    internal string LogDigest { get; private set; } = "";

    public string Url => Server.Http.BaseAddress!.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync()
    {
        Server = await RunningServer.StartAsync(new() { LogFolder = _log.FullName, AuditMinutes = 60 });
        var lines = new CanonicalWriter();
        foreach (var line in ServedDemo.Begun(1, 4))
        {
            line.Write(lines);
            lines.Raw((byte)'\n');
        }
        await Server.RecordAsync(System.Text.Encoding.UTF8.GetString(lines.Written));
        using var publisher = await Publisher.OpenAsync(
            Server.Open, _log.FullName, SignerKey.New("test.example/log", SignatureType.Ed25519), default);
        await publisher.RunAsync(Server.Open.Store.ReadAsync(1, null), (long.MaxValue, TimeSpan.FromSeconds(1)),
            () => { }, default);
        for (var i = 0; i < 200 && (await Server.JsonAsync("/api/audits")).GetArrayLength() == 0; i++)
            await Task.Delay(50);
        Chain = await ExamplesAsync("spring.ndjson", "imported.ndjson", "chain.ndjson");
        October = await ExamplesAsync("spring.ndjson", "october.ndjson");
        LogDigest = await KeepAsync(Chain.Open.Source);
    }

    static async Task<RunningServer> ExamplesAsync(params string[] files)
    {
        var server = await RunningServer.StartAsync();
        foreach (var file in files)
            await server.RecordAsync(RunningServer.Example(file));
        return server;
    }

    static async Task<string> KeepAsync(Npgsql.NpgsqlDataSource source)
    {
        var log = string.Join('\n', Enumerable.Range(1, 200).Select(i => $"step {i} loss {2.5 / i} {new string('.', i)}"));
        var kept = await new AttachmentStore(source).PutAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(log)));
        await using var command = source.CreateCommand("insert into ledger_run_files values "
            + "('spring', 'spring-1-0', '5C8etthaGJi5SkQeEDSaK32ABBjkhwDeK9ksQCTLEGM3EH14', 1, 'log', $1)");
        command.Parameters.Add(new() { Value = kept.Sha256 });
        await command.ExecuteNonQueryAsync();
        return kept.Sha256;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Chain.DisposeAsync();
        await October.DisposeAsync();
        _log.Delete(recursive: true);
    }
}
