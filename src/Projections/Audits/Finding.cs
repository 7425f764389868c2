namespace Gradients.Projections.Audits;

/// <summary>Where the record and the recomputation part for the first time.</summary>
/// <param name="Field">The member that differs, or the rule's code where the event should not stand at all.</param>
/// <param name="Recorded">What the ledger says.</param>
/// <param name="Recomputed">What the facts before it say.</param>
/// <param name="RestsOn">Position of the loss that the recomputed value rests on, where it is one event's.</param>
public sealed record Divergence(
    long Position, string Stream, long Version, string Type, string Field, string Recorded, string Recomputed,
    long? RestsOn = null);

/// <summary>The line at which an export cannot be read, counted from 1, and why.</summary>
public sealed record Unreadable(long Line, string Reason);

/// <summary>What an audit had to believe, in one sentence, and how often.</summary>
public sealed record Trusted(string Code, string Sentence, long Count);
