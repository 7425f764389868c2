using Gradients.Api.Logs;
using Gradients.Api.Upkeep;
using Gradients.Http.Tests;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Log;

namespace Gradients.Browser.Tests;

/// <summary>A season with a tournament under way, its log published, on a real server.</summary>
public sealed class PopulatedServer : IAsyncLifetime
{
    readonly DirectoryInfo _log = Directory.CreateTempSubdirectory("gb-log-");

    internal RunningServer Server { get; private set; } = null!;

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
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _log.Delete(recursive: true);
    }
}
