using System.Collections.Immutable;

namespace Gradients.Ledger.Store;

/// <summary>
/// The flat SQL table behind one projection. The first <paramref name="KeyColumns"/> columns are its key.
/// </summary>
public sealed record Table(string Name, int KeyColumns, ImmutableArray<Column> Columns);

public readonly record struct Column(string Name, ColumnType Type);

public enum ColumnType
{
    Text,
    Bigint,
    Integer,
    Double,
    Boolean,
    Timestamp,
    Jsonb,
}
