namespace Gradients.Ledger.Store;

/// <summary>An event about to be appended, already in bytes: the store knows rows, not meanings.</summary>
/// <param name="Stream">Stream id, for example <c>tournament/spring</c>.</param>
/// <param name="StreamType">Alias of the aggregate, for example <c>tournament</c>.</param>
/// <param name="Version">Version within the stream, from 1.</param>
/// <param name="At">Microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Causation">Idempotency key of the command that caused it.</param>
/// <param name="Type">Event alias in snake_case.</param>
/// <param name="Schema">Schema version of the event type.</param>
/// <param name="Data">Canonical JSON of the event's data, UTF-8.</param>
public readonly record struct NewEvent(
    string Stream, string StreamType, long Version, long At, string Causation, string Type, int Schema,
    ReadOnlyMemory<byte> Data);
