using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>One loss per held-out example of a task, as its evaluator emitted them.</summary>
/// <param name="Losses">In the order of the examples; not all need be finite.</param>
/// <param name="Fingerprint">Of the examples; absent when the evaluator named none.</param>
public sealed record LossVector(ImmutableArray<double> Losses, string? Fingerprint)
{
    /// <summary>Whether the two can be of the same examples.</summary>
    public bool PairsWith(LossVector other) =>
        Losses.Length == other.Losses.Length
        && (Fingerprint is null || other.Fingerprint is null
            || string.Equals(Fingerprint, other.Fingerprint, StringComparison.Ordinal));
}
