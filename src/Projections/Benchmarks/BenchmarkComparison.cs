using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger.Benchmarks;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Projections;

/// <summary>
/// How do training platforms compare on the same tasks? One row per task and platform; one per platform and rival, with
/// how often it was better; one per platform and kind of task, with how far above the median of the others it stands on
/// average. Means run over tasks in the ordinal order of their ids.
/// </summary>
public sealed class BenchmarkComparison : RunningProjection
{
    internal static readonly Table Table =
        new("benchmark_results", KeyColumns: 2,
        [
            new("benchmark", ColumnType.Text),
            new("platform", ColumnType.Text),
            new("kind", ColumnType.Text),
            new("measure", ColumnType.Text),
            new("model", ColumnType.Text),
            new("dataset_digest", ColumnType.Text),
            new("held_out_digest", ColumnType.Text),
            new("value", ColumnType.Double),
            new("median_of_others", ColumnType.Double),
            new("above_median", ColumnType.Double),
            new("measured_position", ColumnType.Bigint),
            new("position", ColumnType.Bigint),
        ]);

    internal static readonly Table Pairs =
        new("benchmark_pairs", KeyColumns: 2,
        [
            new("platform", ColumnType.Text),
            new("rival", ColumnType.Text),
            new("tasks", ColumnType.Integer),
            new("wins", ColumnType.Integer),
            new("ties", ColumnType.Integer),
            new("win_rate", ColumnType.Double),
            new("improvement", ColumnType.Double),
            new("position", ColumnType.Bigint),
        ]);

    internal static readonly Table Kinds =
        new("benchmark_kinds", KeyColumns: 2,
        [
            new("platform", ColumnType.Text),
            new("kind", ColumnType.Text),
            new("tasks", ColumnType.Integer),
            new("compared", ColumnType.Integer),
            new("above_median", ColumnType.Double),
            new("position", ColumnType.Bigint),
        ]);

    readonly SortedDictionary<string, MeasuredTask> _tasks = new(StringComparer.Ordinal);

    public override string Name => Table.Name;

    public override ImmutableArray<Table> Tables => [Table, Pairs, Kinds];

    private protected override void Fold(in Recorded e, List<Row> rows)
    {
        switch (e.Event)
        {
            case TournamentEvent or RulebookEvent or MetagraphEvent or WeightsEvent or PoolEvent:
                break;
            case BenchmarkMeasured fact:
                Measure(e, fact, rows);
                break;
            default:
                throw new UnreachableException($"No comparison for {e.Event.GetType().Name}.");
        }
    }

    void Measure(in Recorded e, BenchmarkMeasured fact, List<Row> rows)
    {
        if (!Streams.IsBenchmark(e.Stream))
            throw new CannotFollow(e.Stream, e.Version, "this is no stream of a benchmark task");
        if (!_tasks.TryGetValue(e.Stream, out var task))
            _tasks.Add(e.Stream, task = new(Streams.BenchmarkId(e.Stream), fact));
        task.Add(e, fact);
        foreach (var platform in task.Platforms)
        {
            // One more result moves the median of the others for everybody on this task.
            rows.Add(task.ToRow(e, platform));
            rows.Add(OfKind(e, platform, task.Kind));
            if (platform == fact.Platform)
                continue;
            rows.Add(OfPair(e, platform, fact.Platform));
            rows.Add(OfPair(e, fact.Platform, platform));
        }
    }

    ValueRow OfPair(in Recorded e, string platform, string rival)
    {
        var (tasks, wins, ties, mean) = (0, 0, 0, new RunningMean());
        foreach (var task in _tasks.Values)
        {
            if (!task.Has(platform) || !task.Has(rival))
                continue;
            var order = task.Compare(platform, rival);
            (tasks, wins, ties) = (tasks + 1, wins + (order > 0 ? 1 : 0), ties + (order == 0 ? 1 : 0));
            mean = mean.With(task.Over(platform, rival));
        }
        return new(Pairs,
        [
            platform,
            rival,
            Cell.Of(tasks),
            Cell.Of(wins),
            Cell.Of(ties),
            (double)wins / tasks,
            Cell.Of(mean.Value),
            e.Position,
        ]);
    }

    ValueRow OfKind(in Recorded e, string platform, BenchmarkKind kind)
    {
        var (tasks, mean) = (0, new RunningMean());
        foreach (var task in _tasks.Values)
        {
            if (task.Kind != kind || !task.Has(platform))
                continue;
            tasks++;
            mean = mean.With(task.AboveMedian(platform));
        }
        return new(Kinds,
        [
            platform,
            Cell.Of(kind),
            Cell.Of(tasks),
            Cell.Of(mean.Count),
            Cell.Of(mean.Value),
            e.Position,
        ]);
    }

    /// <summary>A mean over those tasks that have a number.</summary>
    readonly record struct RunningMean(int Count, double Sum)
    {
        public double? Value => Count == 0 ? null : Sum / Count;

        public RunningMean With(double? value) => value is { } known ? new(Count + 1, Sum + known) : this;
    }
}
