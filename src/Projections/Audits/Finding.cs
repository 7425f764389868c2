namespace Gradients.Projections.Audits;

/// <summary>Where the record and the recomputation part for the first time.</summary>
/// <param name="Field">The member that differs, or the rule's code where the event should not stand at all.</param>
/// <param name="Recorded">What the ledger says.</param>
/// <param name="Recomputed">What the facts before it say.</param>
/// <param name="RestsOn">Position of the loss that the recomputed value rests on, where it is one event's.</param>
public sealed record Divergence(
    long Position, string Stream, long Version, string Type, string Field, string Recorded, string Recomputed,
    long? RestsOn = null);

/// <summary>Where a log and its checkpoint part for the first time.</summary>
/// <param name="Path">The file within the log.</param>
/// <param name="Position">Of the first event that no longer proves; null: of none in particular.</param>
public sealed record Unproved(string Path, long? Position, string Reason);

/// <summary>The line at which an export cannot be read, counted from 1, and why. In a log: the position.</summary>
public sealed record Unreadable(long Line, string Reason);

/// <summary>What an audit had to believe, in one sentence, and how often.</summary>
public sealed record Trusted(string Code, string Sentence, long Count);
