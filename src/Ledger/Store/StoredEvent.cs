namespace Gradients.Ledger.Store;

/// <summary>
/// An event row as PostgreSQL returns it. <c>Data</c> is jsonb's own text: neither order nor numbers canonical.
/// </summary>
public readonly record struct StoredEvent(
    long Position, string Stream, long Version, long At, string? Causation, string Type, int Schema,
    ReadOnlyMemory<byte> Data);
