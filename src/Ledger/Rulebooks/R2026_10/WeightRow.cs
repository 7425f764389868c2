using Gradients.Ledger.Arithmetic;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>What a weight setting comes to: a row for the chain, or a week in which nobody is paid, and why.</summary>
public abstract record WeightRow
{
    WeightRow() { }

    /// <summary>The 16-bit row that is sent.</summary>
    public sealed record Sent(Quantised.Row Row) : WeightRow;

    /// <summary>
    /// Surprise 1: the burn weight is 0, and rounding can leave the undistributed rest a trifle below it. The
    /// reference's quantiser refuses any negative weight, so no weights are set at all until the inputs change.
    /// </summary>
    /// <param name="Uid">The placeholder's node.</param>
    /// <param name="Weight">What it was left with, below zero.</param>
    public sealed record NegativeBurnNode(int Uid, double Weight) : WeightRow
    {
        public string Explanation =>
            $"No weights were set. The burn node (uid {Uid}) takes what the three pools leave over; they left nothing, "
            + $"and rounding made that {Weight:R} ({HexFloat.Format(Weight)}) instead of 0. The quantiser refuses "
            + "negative weights, so nobody is paid until the pools, the places or the participants change.";
    }

    /// <summary>No row for another reason; the name is the one the reference's exception has.</summary>
    public sealed record Failed(string Error) : WeightRow;

    public static WeightRow Of(WeightInputs inputs, NodeVector vector)
    {
        var burn = inputs.Metagraph.UidOf(Constants2026_10.Placeholder);
        if (burn >= 0 && vector.Weights[burn] < 0.0) return new NegativeBurnNode(burn, vector.Weights[burn]);
        return Quantiser.Quantise(vector.Weights.AsSpan()) switch
        {
            Quantised.Row row => new Sent(row),
            Quantised.Failed failed => new Failed(failed.Error),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
