using System.Text.Json;
using Gradients.Api.Shell;
using Gradients.Runners.Meter.Measuring;
using Gradients.Runners.Meter.Metrics;

namespace Gradients.Api.Measuring;

/// <summary>Two models on the same rows.</summary>
/// <param name="Lower">Rows on which the first has the lower loss.</param>
/// <param name="Unmatched">Rows of the first that the other was not measured on.</param>
/// <param name="Extremes">The rows that differ most, the first's best ones in front.</param>
internal sealed record Comparison(
    int Lower, int Higher, int Equal, int Unmatched, IReadOnlyList<(int Row, double Own, double Other)> Extremes)
{
    const int Each = 4;

    public static Comparison Of(IReadOnlyList<ExampleLoss> own, IReadOnlyDictionary<int, double> other)
    {
        var pairs = own.Where(e => other.ContainsKey(e.Row)).Select(e => (e.Row, Own: e.Loss, Other: other[e.Row]))
            .ToList();
        var byDifference = pairs.Where(p => p.Own != p.Other).OrderBy(p => p.Own - p.Other).ThenBy(p => p.Row).ToList();
        return new(pairs.Count(p => p.Own < p.Other), pairs.Count(p => p.Own > p.Other),
            pairs.Count(p => p.Own == p.Other),
            own.Count - pairs.Count, [.. byDifference.Take(Each), .. byDifference.Skip(Each).TakeLast(Each)]);
    }

    /// <summary>As the member <c>against</c>.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("against");
        json.WriteNumber("lower", Lower);
        json.WriteNumber("higher", Higher);
        json.WriteNumber("equal", Equal);
        json.WriteNumber("unmatched", Unmatched);
        json.WriteObjects("extremes", Extremes, extreme =>
        {
            json.WriteNumber("row", extreme.Row);
            PerExampleFile.WriteNumber(json, "loss", extreme.Own);
            PerExampleFile.WriteNumber(json, "other", extreme.Other);
        });
        json.WriteEndObject();
    }
}
