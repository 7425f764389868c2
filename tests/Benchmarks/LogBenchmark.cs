using System.Diagnostics;
using System.Globalization;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Log;
using Gradients.Projections;
using Gradients.Projections.Audits;

namespace Gradients.Benchmarks;

/// <summary>
/// What proving costs: the verified audit of a bundle of a million simulated events (parsing, folding, leaf hashes,
/// root and signature, on two threads) against one thread that merely walks the tokens of the same entries; and proofs
/// of single events out of tiles.
/// </summary>
static class LogBenchmark
{
    const int Events = 1_000_000;
    const int Proofs = 2_000;

    public static async Task RunAsync()
    {
        var path = SimulatedLedger.File(Events);
        var (bundle, folder, policy) = Publish(path);
        await Ratio.PrintAsync("verified audit of a bundle / walk of the tokens", 0.45, "events",
            () => Task.FromResult(Audited(bundle, policy)), () => Task.FromResult(FoldBenchmark.Walk(path)));
        await Ratio.PrintAsync("verified audit of a bundle / audit of an export", 0.9, "events",
            () => Task.FromResult(Audited(bundle, policy)), () => Task.FromResult(FoldBenchmark.Audited(path)));
        await Ratio.PrintAsync("proving a bundle, no fold / walk of the tokens", 1, "events",
            () => Task.FromResult(Proved(bundle, policy)), () => Task.FromResult(FoldBenchmark.Walk(path)));
        PrintProofs(folder);
        Directory.Delete(folder, recursive: true);
        Peaks(bundle, policy);
    }

    /// <summary>The export as a bundle, made anew each time: its format may have changed.</summary>
    static (string Bundle, string Folder, SignaturePolicy Policy) Publish(string path)
    {
        var key = SignerKey.New("example.com/benchmark");
        var folder = Directory.CreateTempSubdirectory("gradients-benchmark-").FullName;
        using (var log = LogWriter.Open(folder, null))
        using (var file = File.OpenRead(path))
        using (var lines = new Lines(file, Envelope.MaxBytes, mayEndOpen: false))
        {
            while (lines.TryNext(out var line))
                log.Append(line);
            log.Publish(key.Verifier.Name, c => new(c.ToString(), [key.Sign(c.ToString(), time: 0)]));
        }
        var bundle = Path.ChangeExtension(path, ".ledger");
        using (var source = new FolderSource(folder))
        using (var target = File.Create(bundle))
            BundleWriter.Write(source, new TiledLog(source, null).Note, target);
        return (bundle, folder, new SignaturePolicy(key.Verifier));
    }

    static long Audited(string bundle, SignaturePolicy policy)
    {
        using var source = LogSource.Open(bundle);
        var report = LogAudit.Of(new TiledLog(source, policy));
        return report.ExitCode(strict: false) == 0
            ? report.Events
            : throw new InvalidOperationException($"{report.Divergence} {report.Unreadable} {report.Unproved}");
    }

    static long Proved(string bundle, SignaturePolicy policy)
    {
        using var source = LogSource.Open(bundle);
        var log = new TiledLog(source, policy);
        log.Check();
        return log.Checkpoint.Size;
    }

    /// <summary>Each proof reads its tiles afresh, as a server without any memory would.</summary>
    static void PrintProofs(string folder)
    {
        var times = new List<double>();
        var random = new Random(1);
        using var source = new FolderSource(folder);
        for (var i = 0; i < Proofs; i++)
        {
            var index = random.Next(Events);
            var start = Stopwatch.GetTimestamp();
            var path = InclusionProof.Make(index, Events, new TileNodes(source, Events).Read);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (path.Length == 0)
                throw new InvalidOperationException("an empty proof");
        }
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"inclusion proof from tiles: median {times[Proofs / 2]:0.000} ms, "
            + $"99 of 100 below {times[Proofs * 99 / 100]:0.000} ms (wanted 1)"));
    }

    static void Peaks(string bundle, SignaturePolicy policy)
    {
        var peak = Programs.PeakMegabytes(
            _ => { }, Programs.Gradients, "audit", bundle, "--key", policy.Log.ToString());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"verified audit of {Events:#,0} events, peak memory {peak:0} MB (wanted below 200)"));
    }
}
