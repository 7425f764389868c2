using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Gradients.Ledger.Hashing;
using Gradients.Ledger.Tournaments;

namespace Gradients.Runners.Meter.Measuring;

/// <summary>Losses of single examples, measured natively, as the events that a rulebook compares models by.</summary>
public static class ExampleLossEvents
{
    /// <summary>An entry of the log has less than 64 KiB; these have 44.</summary>
    const int MostInOne = 4096;

    /// <summary>In row order; more than one event where they do not fit into one entry of the log.</summary>
    public static ImmutableArray<ExampleLossesMeasured> Of(Measurement measurement, string task, Hotkey hotkey)
    {
        var fingerprint = Fingerprint(measurement);
        return
        [
            .. measurement.Score.PerExample.Select(example => example.Loss).Chunk(MostInOne).Select((losses, i) =>
                new ExampleLossesMeasured(fingerprint, i * MostInOne, hotkey, [.. losses], task)),
        ];
    }

    /// <summary>
    /// Of the examples that were measured, not of the model: SHA-256 over lines, each ended by a line feed. They are
    /// the metric, the digests of held-out set and tokenizer, and for each example its row and its number of label tokens.
    /// </summary>
    public static string Fingerprint(Measurement measurement)
    {
        var text = new StringBuilder();
        text.Append(measurement.Score.Metric).Append('\n')
            .Append(measurement.HeldOutDigest).Append('\n')
            .Append("sha256:").Append(measurement.TokenizerDigest).Append('\n');
        foreach (var example in measurement.Score.PerExample)
            text.Append(CultureInfo.InvariantCulture, $"{example.Row} {example.Tokens}\n");
        return "sha256:" + Hex.Sha256(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
