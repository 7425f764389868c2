namespace Gradients.Ledger.Rulebooks;

/// <summary>What ranking gives one scored row: quality score, its reason, and the loss it was ranked by.</summary>
public sealed record TaskScore(double Score, string? Reason, double? AdjustedLoss);
