namespace Gradients.Ledger.Store;

/// <summary>
/// A row by the values of its key columns. Only its equality is used, never an order taken from its hash.
/// </summary>
readonly struct RowKey(Row row) : IEquatable<RowKey>
{
    readonly Row _row = row;

    public bool Equals(RowKey other)
    {
        for (var i = 0; i < _row.Table.KeyColumns; i++)
            if (!Equals(_row.Values[i], other._row.Values[i]))
                return false;
        return true;
    }

    public override bool Equals(object? other) => other is RowKey key && Equals(key);

    public override int GetHashCode() => (int)Digest();

    /// <summary>64 bits of the key, the same within one process. Different keys may share them.</summary>
    internal ulong Digest()
    {
        var digest = 14695981039346656037UL;
        for (var i = 0; i < _row.Table.KeyColumns; i++)
            digest = (digest ^ (uint)(_row.Values[i]?.GetHashCode() ?? 0)) * 0x9E3779B97F4A7C15 ^ (digest >> 29);
        return digest;
    }
}
