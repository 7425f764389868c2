namespace Gradients.Ledger.Store;

/// <summary>What became of one append: everything was written, or nothing.</summary>
public abstract record AppendOutcome
{
    AppendOutcome()
    {
    }

    /// <summary>Written and durable, at these positions (both included).</summary>
    public sealed record Appended(long First, long Last) : AppendOutcome;

    /// <summary>The key was seen before; its command wrote these positions then, and nothing now.</summary>
    public sealed record AlreadyDone(long First, long Last) : AppendOutcome;

    /// <summary>The ledger's head is not the expected one: decide again on what was appended meanwhile.</summary>
    public sealed record HeadMoved(long Actual) : AppendOutcome;

    /// <summary>A stream's version before this append is not the expected one.</summary>
    /// <param name="Stream">The first such stream, in the order of the events.</param>
    /// <param name="Expected">The version of its first event here, less one.</param>
    /// <param name="Actual">Its version in the ledger; 0 when it does not exist.</param>
    public sealed record VersionConflict(string Stream, long Expected, long Actual) : AppendOutcome;
}
