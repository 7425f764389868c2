using Gradients.Ledger.Tournaments;
using Gradients.Runners.Meter.Datasets;
using Gradients.Runners.Meter.Metrics;

namespace Gradients.Runners.Meter.Measuring;

/// <summary>What the native meter found: the same bits on every machine, whatever its cores and vector units.</summary>
/// <param name="Differences">Architecture fields in which the model is not the base's; empty for a fine-tune.</param>
/// <param name="Untouched">The weights are the base's own, value by value; null without a base.</param>
/// <param name="Reason">Why there is no score, if there is none.</param>
/// <param name="DatasetDigest">SHA-256 of the file's bytes, as all digests in 64 hex digits.</param>
/// <param name="PerExampleDigest">SHA-256 of <see cref="PerExampleFile.Bytes"/>.</param>
public sealed record Measurement(
    Score Score, IReadOnlyList<DroppedRow> Dropped, bool Partial, IReadOnlyList<string> Differences, bool? Untouched,
    string? Reason, string DatasetDigest, string WeightsDigest, string? BaseWeightsDigest, string TokenizerDigest,
    string PerExampleDigest)
{
    public const string Method = "native";

    public bool IsFinetune => Differences.Count == 0;

    /// <summary>
    /// The fact for the ledger: <see cref="LossMeasured"/>, also of what is no fine-tune, or <see
    /// cref="MeasurementFailed"/>
    /// where there is no finite loss. A part of the examples is no measurement.
    /// </summary>
    /// <exception cref="InvalidOperationException">The measurement is partial.</exception>
    public TournamentEvent Event(string task, Hotkey hotkey) => Partial
        ? throw new InvalidOperationException("A measurement of a part of the examples is never recorded.")
        : double.IsFinite(Score.Value)
            ? new LossMeasured(HeldOutDigest, hotkey, IsFinetune, Score.Value, Method, null, task)
            : new MeasurementFailed(hotkey, Reason!, task);

    /// <summary>The dataset's digest as tasks name it.</summary>
    public string HeldOutDigest => "sha256:" + DatasetDigest;
}
