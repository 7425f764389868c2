using Gradients.Ledger.Benchmarks;
using Gradients.Ledger.Store;

namespace Gradients.Projections;

/// <summary>A benchmark task and what each platform reached on it so far.</summary>
internal sealed class MeasuredTask(string id, BenchmarkMeasured first)
{
    readonly SortedDictionary<string, (double Value, long Position)> _results = new(StringComparer.Ordinal);

    public BenchmarkKind Kind => first.Kind;

    public IEnumerable<string> Platforms => _results.Keys;

    public void Add(in Recorded e, BenchmarkMeasured fact)
    {
        if (!_results.TryAdd(fact.Platform, (fact.Value, e.Position)))
            throw new CannotFollow(e.Stream, e.Version, $"'{fact.Platform}' was measured before");
    }

    public bool Has(string platform) => _results.ContainsKey(platform);

    /// <summary>1: the platform is better than its rival, 0: neither is, -1: it is worse. NaN is worse than any.</summary>
    public int Compare(string platform, string rival)
    {
        var (own, other) = (_results[platform].Value, _results[rival].Value);
        if (double.IsNaN(own) || double.IsNaN(other))
            return (double.IsNaN(own) ? 0 : 1) - (double.IsNaN(other) ? 0 : 1);
        return first.Measure == BenchmarkMeasure.Loss ? other.CompareTo(own) : own.CompareTo(other);
    }

    /// <summary>By which part of the rival's value the platform is better; null where that is no number.</summary>
    public double? Over(string platform, string rival) => Over(_results[platform].Value, _results[rival].Value);

    /// <summary>By which part of the median of all others the platform is better; null where that is no number.</summary>
    public double? AboveMedian(string platform) =>
        Median(platform) is { } median ? Over(_results[platform].Value, median) : null;

    /// <summary>The middle of what the others reached, of two middles the mean; null where none is finite.</summary>
    double? Median(string platform)
    {
        var others = new List<double>();
        foreach (var (rival, result) in _results)
            if (rival != platform && double.IsFinite(result.Value))
                others.Add(result.Value);
        others.Sort();
        var middle = others.Count / 2;
        return others.Count == 0 ? null
            : others.Count % 2 == 1 ? others[middle]
            : (others[middle - 1] + others[middle]) / 2.0;
    }

    double? Over(double own, double reference)
    {
        if (!double.IsFinite(own) || !double.IsFinite(reference) || reference == 0)
            return null;
        var gain = first.Measure == BenchmarkMeasure.Loss ? reference - own : own - reference;
        return gain / (reference < 0 ? -reference : reference);
    }

    public ValueRow ToRow(in Recorded e, string platform) => new(BenchmarkComparison.Table,
    [
        id,
        platform,
        Cell.Of(Kind),
        first.Measure == BenchmarkMeasure.Loss ? "loss" : "score",
        first.Model,
        first.DatasetDigest,
        first.HeldOutDigest,
        _results[platform].Value,
        Cell.Of(Median(platform)),
        Cell.Of(AboveMedian(platform)),
        _results[platform].Position,
        e.Position,
    ]);
}
