namespace Gradients.Projections.Seasons;

/// <summary>A season file that cannot be read, or whose facts the ledger refuses: where and why.</summary>
public sealed class SeasonException(string message) : FormatException(message);
