using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Benchmarks;

/// <summary>What is measured of training platforms outside of tournaments.</summary>
public abstract record BenchmarkEvent : LedgerEvent
{
    private protected BenchmarkEvent()
    {
    }
}

/// <summary>What a benchmark trains for.</summary>
public enum BenchmarkKind
{
    /// <summary>Retrieval-augmented generation.</summary>
    Rag,
    Translation,
    Reasoning,
    Code,
    Math,
    Diffusion,
}

/// <summary>How a benchmark's value reads.</summary>
public enum BenchmarkMeasure
{
    /// <summary>Less is better.</summary>
    Loss,

    /// <summary>More is better.</summary>
    Score,
}

/// <summary>
/// One platform's model for one benchmark task, evaluated on held-out data. The stream is the task: every platform in
/// it trains the same model on the same data and is measured on the same held-out set.
/// </summary>
/// <param name="OutputDigest">Digest of the model that was evaluated, where one is known.</param>
/// <param name="Platform">Who trained it, for example <c>gradients</c>.</param>
/// <param name="Value">Of the measure; NaN: the platform gave nothing that could be evaluated.</param>
public sealed record BenchmarkMeasured(
    string DatasetDigest, string HeldOutDigest, BenchmarkKind Kind, BenchmarkMeasure Measure, string Model,
    string? OutputDigest, string Platform, double Value) : BenchmarkEvent, IEvent<BenchmarkMeasured>
{
    static readonly string[] Kinds = ["rag", "translation", "reasoning", "code", "math", "diffusion"];
    static readonly string[] Measures = ["loss", "score"];

    public static string Alias => "benchmark_measured";

    public static BenchmarkMeasured Pass<P>(ref P p, BenchmarkMeasured? e) where P : IPass, allows ref struct =>
        new(p.Text("datasetDigest"u8, e?.DatasetDigest),
            p.Text("heldOutDigest"u8, e?.HeldOutDigest),
            (BenchmarkKind)p.Word("kind"u8, (int)(e?.Kind ?? 0), Kinds),
            (BenchmarkMeasure)p.Word("measure"u8, (int)(e?.Measure ?? 0), Measures),
            p.Text("model"u8, e?.Model),
            p.OwnTextOrNone("outputDigest"u8, e?.OutputDigest),
            p.Text("platform"u8, e?.Platform),
            p.Number("value"u8, e?.Value ?? 0));
}
