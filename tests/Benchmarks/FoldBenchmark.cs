using System.Text.Json;
using Gradients.Ledger;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Store;
using Gradients.Projections;
using Gradients.Projections.Audits;

namespace Gradients.Benchmarks;

/// <summary>
/// An export of a million simulated events on one thread: reading, folding and projecting it, and auditing it, against
/// <see cref="Utf8JsonReader"/> that merely walks the tokens of each line.
/// </summary>
static class FoldBenchmark
{
    const int Events = 1_000_000;

    public static async Task RunAsync()
    {
        var path = SimulatedLedger.File(Events);
        await Ratio.PrintAsync("read, fold, all projections / walk of the tokens", 0.5, "events",
            () => Task.FromResult(Fold(path)), () => Task.FromResult(Walk(path)));
        await Ratio.PrintAsync("read and fold, no projections / walk of the tokens", 0.5, "events",
            () => Task.FromResult(Fold(path, projections: false)), () => Task.FromResult(Walk(path)));
        await Ratio.PrintAsync("audit / walk of the tokens", 0.5, "events",
            () => Task.FromResult(Audited(path)), () => Task.FromResult(Walk(path)));
    }

    internal static long Walk(string path)
    {
        using var file = Open(path);
        using var lines = new Lines(file, Envelope.MaxBytes, mayEndOpen: false);
        while (lines.TryNext(out var line))
        {
            var reader = new Utf8JsonReader(line);
            while (reader.Read())
            {
            }
        }
        return lines.Number;
    }

    static long Fold(string path, bool projections = true)
    {
        using var file = Open(path);
        using var lines = new Lines(file, Envelope.MaxBytes, mayEndOpen: false);
        var names = new Interner();
        var set = projections ? new ProjectionSet() : ProjectionSet.Of();
        var state = LedgerState.OnePass;
        var rows = new List<Row>();
        while (lines.TryNext(out var line))
        {
            var e = Envelope.ReadToFold(line, names, out _);
            state = LedgerState.Evolve(state, e);
            set.Apply(e, rows);
            rows.Clear();
        }
        foreach (var running in set.Running)
            if (running.Fault is { } fault)
                throw new InvalidOperationException($"{running.Name} stopped: {fault}");
        return state.Head;
    }

    internal static long Audited(string path)
    {
        using var file = Open(path);
        var report = Audit.Of(file);
        return report.ExitCode(strict: false) == 0
            ? report.Events
            : throw new InvalidOperationException($"{report.Divergence} {report.Unreadable}");
    }

    static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
}
