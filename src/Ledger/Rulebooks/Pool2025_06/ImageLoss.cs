namespace Gradients.Ledger.Rulebooks.Pool2025_06;

/// <summary>Rule 2.1, end: one loss from the two lists that an image evaluation gives.</summary>
public static class ImageLoss
{
    public static double Of(ReadOnlySpan<double> textGuided, ReadOnlySpan<double> noText) =>
        PoolRules.ImageTextGuidedShare * Mean(textGuided) + (1.0 - PoolRules.ImageTextGuidedShare) * Mean(noText);

    /// <summary>From left to right; the mean of nothing is 0.</summary>
    static double Mean(ReadOnlySpan<double> losses)
    {
        var sum = 0.0;
        foreach (var loss in losses) sum += loss;
        return losses.IsEmpty ? 0.0 : sum / losses.Length;
    }
}
