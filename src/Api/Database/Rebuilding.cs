using Gradients.Api.Shell;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Store;
using Gradients.Projections;

namespace Gradients.Api.Database;

/// <summary>Projection tables filled from the first event on, and swapped in at once.</summary>
internal static class Rebuilding
{
    /// <returns>The position the new tables reflect.</returns>
    public static async Task<long> RunAsync(
        OpenLedger open, IReadOnlyCollection<string> names, CancellationToken cancel)
    {
        var set = ProjectionSet.Of([.. names]);
        var tables = set.Running.SelectMany(projection => projection.Tables).ToArray();
        await using var rebuild = await new ProjectionTables(open.Source).BeginRebuildAsync(
            names, tables, DateTimeOffset.UtcNow, cancel);
        var interner = new Interner();
        var position = await FoldAsync(open, set, rebuild, interner, 0, cancel);
        await rebuild.HoldAsync(cancel);
        position = await FoldAsync(open, set, rebuild, interner, position, cancel);
        await rebuild.SwapAsync(
            set.Running.ToDictionary(p => p.Name, p => p.Position),
            set.Running.Where(p => p.Fault is not null)
                .ToDictionary(p => p.Name, p => new ProjectionStop(p.Fault!.Position, p.Fault.Reason)),
            cancel);
        return position;
    }

    static async Task<long> FoldAsync(
        OpenLedger open, ProjectionSet set, Rebuild rebuild, Interner names, long after, CancellationToken cancel)
    {
        var rows = new List<Row>();
        var progress = Terminal.Progress("folded");
        var events = open.Store.ReadAsync(after + 1, null, cancel).DecodeAheadAsync(names, cancel);
        await foreach (var e in events)
        {
            rows.Clear();
            set.Apply(e, rows);
            foreach (var row in rows)
                await rebuild.WriteAsync(row, cancel);
            after = e.Position;
            if ((after & 0xFFFF) == 0)
                progress.Report(after);
        }
        return after;
    }
}
