namespace Gradients.Ledger.Tournaments;

/// <summary>What binds a round's seed before it can be known: a commitment, or a block still to come.</summary>
public sealed record SeedPromise(int Round, string? Commitment, long? Block);
