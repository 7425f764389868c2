using Gradients.Api.Shell;
using Gradients.Runners.Meter.Datasets;
using Gradients.Runners.Meter.Measuring;

namespace Gradients.Api.Measuring;

/// <summary>A measurement for people.</summary>
internal static class MeasurePrinting
{
    const int MostDropped = 5;
    const int Excerpt = 90;

    public static void Print(Measurement m, string file, string speed, Comparison? comparison, string dataset)
    {
        var o = Console.Out;
        o.WriteLine($"{m.Score.Metric}  {Terminal.Number(m.Score.Value)}  (bits {Bits(m.Score.Value)})"
            + (m.Partial ? "  PARTIAL: not all examples" : ""));
        o.WriteLine($"  examples      {m.Score.PerExample.Count:N0} with {m.Score.Tokens:N0} label tokens, "
            + $"{m.Dropped.Count:N0} rows dropped");
        foreach (var row in m.Dropped.Take(MostDropped))
            o.WriteLine($"                row {row.Row} {row.Reason}");
        if (m.Dropped.Count > MostDropped)
            o.WriteLine($"                and {m.Dropped.Count - MostDropped:N0} more");
        o.WriteLine($"  held-out set  sha256:{m.DatasetDigest}");
        o.WriteLine($"  model         weights sha256:{m.WeightsDigest}");
        if (m.BaseWeightsDigest is { } weights)
            o.WriteLine($"  base          weights sha256:{weights}");
        if (m.Untouched == true)
            o.WriteLine("                the model's weights are the base's own, untouched");
        o.WriteLine($"  tokenizer     sha256:{m.TokenizerDigest}");
        o.WriteLine($"  per example   {file}");
        o.WriteLine($"  {speed}");
        if (m.Reason is { } reason)
            o.WriteLine($"NO SCORE: {Terminal.Plain(reason)}.");
        if (comparison is not null)
            Print(comparison, dataset);
    }

    public static string Bits(double value) => $"{BitConverter.DoubleToUInt64Bits(value):x16}";

    static void Print(Comparison c, string dataset)
    {
        var rows = Dataset.Read(dataset).Rows.ToDictionary(row => row.Number);
        var o = Console.Out;
        o.WriteLine($"Example by example: lower on {c.Lower:N0}, higher on {c.Higher:N0}, equal on {c.Equal:N0}"
            + (c.Unmatched > 0 ? $"; {c.Unmatched:N0} have no counterpart." : "."));
        if (c.Lower + c.Higher == 0)
            return;
        o.WriteLine("      row        loss       other  difference");
        foreach (var (row, own, other) in c.Extremes)
            o.WriteLine(FormattableString.Invariant(
                $"{row,9}  {own,10:0.0000}  {other,10:0.0000}  {own - other,10:+0.0000;-0.0000}  ")
                + (rows.TryGetValue(row, out var held) ? Short(held) : ""));
    }

    static string Short(DatasetRow row)
    {
        var text = Terminal.Plain(
            string.Join(" | ", row.Fields.EnumerateObject().Select(field => field.Value.ToString())));
        return text.Length <= Excerpt ? text : text[..Excerpt] + "…";
    }
}
