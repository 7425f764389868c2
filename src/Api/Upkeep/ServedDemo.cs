using Gradients.Api.Database;
using Gradients.Api.Http;
using Gradients.Api.Logs;
using Gradients.Api.Recording;
using Gradients.Api.Shell;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Log;
using Gradients.Ledger.Tournaments;
using Gradients.Projections.Simulation;

namespace Gradients.Api.Upkeep;

/// <summary>The invented season on a server: one more tournament is under way, and its log is published.</summary>
internal static class ServedDemo
{
    const string Origin = "demo.example/ledger";

    public static async Task<int> RunAsync(long seed, int tournaments, bool json, CancellationToken cancel)
    {
        Home.UseDemoFolder();
        var log = Path.Combine(Home.Folder, "log");
        await using (var ledger = await OpenLedger.AsWriterAsync(null, cancel))
        {
            if (await ledger.Store.HeadAsync(cancel) == 0)
            {
                var exit = await Recorder.RecordAsync(ledger, Begun(seed, tournaments), eachAnswer: false, json, cancel);
                if (exit != Exit.Done)
                    return exit;
            }
            using var publisher = await Publisher.OpenAsync(ledger, log, Key(), cancel);
            await publisher.RunAsync(ledger.Store.ReadAsync(publisher.Size + 1, null, cancel),
                (long.MaxValue, TimeSpan.FromSeconds(1)), () => { }, cancel);
        }
        if (!json)
            Console.WriteLine($"An invented season in {Home.Folder}, its log published in {log}.");
        return await ServeVerb.RunAsync(new ServerConfig { LogFolder = log }, json, cancel);
    }

    /// <summary>
    /// One tournament more than asked for, up to the middle of the one announced last; and benchmarks of platforms.
    /// </summary>
    internal static List<CommandLine> Begun(long seed, int tournaments)
    {
        var lines = new SeasonSimulator(seed, tournaments + 1).Commands().ToList();
        var last = lines.FindLastIndex(line => line.Command is AnnounceTournament);
        return [.. lines[..(last + ((lines.Count - last) / 2))], .. InventedBenchmarks.Commands(seed)];
    }

    static SignerKey Key()
    {
        var file = Path.Combine(Home.Folder, "demo.key");
        if (!File.Exists(file))
            KeyFile.Write(file, SignerKey.New(Origin, SignatureType.Ed25519));
        return PrivateKey.ReadForLog(file);
    }
}
