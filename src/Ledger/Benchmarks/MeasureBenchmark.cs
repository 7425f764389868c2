using System.Diagnostics;

namespace Gradients.Ledger.Benchmarks;

/// <summary>Record what one platform reached on a benchmark task: once, and under the terms of all the others.</summary>
public static class MeasureBenchmark
{
    public const string Alias = "measure_benchmark";

    public static Refusal? Forbid(LedgerState state, string stream, BenchmarkEvent fact) => fact switch
    {
        BenchmarkMeasured measured => Forbid(state.Benchmarks.GetValueOrDefault(stream), stream, measured),
        _ => throw new UnreachableException($"No rule for {fact.GetType().Name}."),
    };

    static Refusal? Forbid(Benchmark? benchmark, string stream, BenchmarkMeasured fact)
    {
        if (fact.Platform.Length == 0 || fact.Model.Length == 0 || fact.DatasetDigest.Length == 0
            || fact.HeldOutDigest.Length == 0)
            return new("benchmark_incomplete", "ledger: a benchmark names its platform, model, data and held-out set",
                "A platform, a model, a dataset's digest and a held-out set's digest are needed.");
        if (benchmark is null)
            return null;
        if (benchmark.Platforms.Contains(fact.Platform))
            return new("already_measured", "ledger: one measurement a benchmark task and platform",
                $"'{fact.Platform}' was measured on '{stream}' already.");
        return Of(fact) == benchmark with { Platforms = [] }
            ? null
            : new("benchmark_differs", "ledger: platforms are compared on the same task",
                $"'{stream}' trains {benchmark.Model} on {benchmark.DatasetDigest} and is measured by "
                    + $"{benchmark.Measure} on {benchmark.HeldOutDigest}.");
    }

    internal static LedgerState Evolve(LedgerState state, in Recorded e, BenchmarkEvent fact)
    {
        if (fact is not BenchmarkMeasured measured)
            throw new UnreachableException($"No fold for {fact.GetType().Name}.");
        var benchmark = state.Benchmarks.GetValueOrDefault(e.Stream) ?? Of(measured);
        return state with
        {
            Benchmarks = state.Benchmarks.SetItem(
                e.Stream, benchmark with { Platforms = benchmark.Platforms.Add(measured.Platform) }),
        };
    }

    static Benchmark Of(BenchmarkMeasured fact) =>
        new(fact.DatasetDigest, fact.HeldOutDigest, fact.Kind, fact.Measure, fact.Model, []);
}
