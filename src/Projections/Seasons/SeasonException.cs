namespace Gradients.Projections.Seasons;

/// <summary>A season file that cannot be read, or whose facts the ledger refuses: where and why.</summary>
/// <param name="refused">The file can be read; a rule refuses what it tells.</param>
public sealed class SeasonException(string message, bool refused = false) : FormatException(message)
{
    public bool Refused { get; } = refused;
}
