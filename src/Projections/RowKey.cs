using Gradients.Ledger.Store;

namespace Gradients.Projections;

/// <summary>Rows of one table compared by their keys alone: texts ordinally, numbers by size.</summary>
internal sealed class RowKey : IComparer<Row>, IEqualityComparer<Row>
{
    RowKey()
    {
    }

    public static IComparer<Row> Order { get; } = new RowKey();

    public static IEqualityComparer<Row> Equality { get; } = new RowKey();

    public int Compare(Row? x, Row? y)
    {
        for (var i = 0; i < x!.Table.KeyColumns; i++)
        {
            var order = (x.Values[i], y!.Values[i]) switch
            {
                (string a, string b) => string.CompareOrdinal(a, b),
                (int a, int b) => a.CompareTo(b),
                (long a, long b) => a.CompareTo(b),
                var (a, b) => throw new InvalidOperationException(
                    $"{x.Table.Name}.{x.Table.Columns[i].Name} cannot be a key: {a ?? "null"}, {b ?? "null"}"),
            };
            if (order != 0)
                return order;
        }
        return 0;
    }

    public bool Equals(Row? x, Row? y) => Compare(x, y) == 0;

    /// <summary>Text hashes differ between processes; no order is ever taken from them.</summary>
    public int GetHashCode(Row obj)
    {
        var hash = 17;
        for (var i = 0; i < obj.Table.KeyColumns; i++)
            hash = unchecked((hash * 31) + obj.Values[i]!.GetHashCode());
        return hash;
    }
}
