namespace Gradients.Ledger;

/// <summary>An event as it stands in the ledger.</summary>
/// <param name="Position">Place in the whole ledger, from 1, without holes: commit order.</param>
/// <param name="Stream">Stream id, for example <c>tournament/spring</c>.</param>
/// <param name="Version">Place in its stream, from 1.</param>
/// <param name="At">When the writer says it was recorded: microseconds since 1970-01-01T00:00:00Z. Never an input.</param>
/// <param name="Causation">Idempotency key of the command behind it.</param>
/// <param name="Event">What became true.</param>
public readonly record struct Recorded(
    long Position, string Stream, long Version, long At, string Causation, LedgerEvent Event);
