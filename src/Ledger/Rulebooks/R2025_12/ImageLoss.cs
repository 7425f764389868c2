namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>Rule 4.14: one loss from the two lists that an image evaluation gives.</summary>
public static class ImageLoss
{
    public static double Of(ReadOnlySpan<double> textGuided, ReadOnlySpan<double> noText) =>
        Constants2025_12.ImageTextGuidedShare * Mean(textGuided) + Constants2025_12.ImageNoTextShare * Mean(noText);

    /// <summary>A plain number instead of the two lists is no image loss, whatever it is.</summary>
    public static double? OfPlain(double evaluated) => null;

    static double Mean(ReadOnlySpan<double> losses)
    {
        if (losses.IsEmpty) return 0.0;
        var sum = 0.0;
        foreach (var loss in losses) sum += loss;
        return sum / losses.Length;
    }
}
