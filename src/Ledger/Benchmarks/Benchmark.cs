using System.Collections.Immutable;

namespace Gradients.Ledger.Benchmarks;

/// <summary>What a benchmark task is, as its first measurement said, and which platforms were measured on it.</summary>
public sealed record Benchmark(
    string DatasetDigest, string HeldOutDigest, BenchmarkKind Kind, BenchmarkMeasure Measure, string Model,
    ImmutableArray<string> Platforms);
