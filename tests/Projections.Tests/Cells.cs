using Gradients.Ledger.Store;

namespace Gradients.Projections.Tests;

/// <summary>A row whose cells are asked for by column name.</summary>
public readonly record struct Cells(Row Row)
{
    public object? this[string column]
    {
        get
        {
            for (var i = 0; i < Row.Table.Columns.Length; i++)
                if (Row.Table.Columns[i].Name == column)
                    return Row.Values[i];
            throw new KeyNotFoundException($"{Row.Table.Name} has no column {column}");
        }
    }
}

static class RowMaps
{
    public static IEnumerable<Cells> Cells(this RowMap tables, string table) =>
        tables.Rows(table).Select(row => new Cells(row));

    public static Cells Row(this RowMap tables, string table, params object[] key) =>
        new(Assert.Single(tables.Rows(table), row => row.Values.Take(key.Length).SequenceEqual(key)));

    /// <summary>Every value of every row as text, doubles by their bits: equal lists mean equal tables.</summary>
    public static IEnumerable<string> Lines(this RowMap tables) => tables.All().Select(row =>
        $"{row.Table.Name}: " + string.Join(", ", row.Values.Select(value => value switch
        {
            null => "null",
            double number => $"0x{BitConverter.DoubleToInt64Bits(number):x16}",
            _ => $"{value}",
        })));
}
