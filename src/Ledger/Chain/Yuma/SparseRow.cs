namespace Gradients.Ledger.Chain;

/// <summary>One column and its value in a row that names only what it holds.</summary>
public readonly record struct Entry(int Column, Fixed Value);

/// <summary>The runtime's operations on sparse rows, in its own order of sums.</summary>
static class SparseRow
{
    public static Fixed Sum(Entry[] row)
    {
        var sum = Fixed.Zero;
        foreach (var entry in row)
            sum += entry.Value;
        return sum;
    }

    /// <summary>Each row divided by its sum; a row that sums to zero stays.</summary>
    public static Entry[][] RowNormalised(Entry[][] rows) => Array.ConvertAll(rows, row =>
    {
        var sum = Sum(row);
        return sum > Fixed.Zero ? Array.ConvertAll(row, e => e with { Value = e.Value / sum }) : row;
    });

    /// <summary>Each column divided by its sum; a column that sums to zero stays.</summary>
    public static Entry[][] ColumnNormalised(Entry[][] rows, int columns)
    {
        var sums = new Fixed[columns];
        foreach (var row in rows)
            foreach (var (column, value) in row)
                sums[column] += value;
        return ColumnsDivided(rows, sums);
    }

    /// <summary>Each column divided by its largest value, so that one of them is 1.</summary>
    public static Entry[][] ColumnUpscaled(Entry[][] rows, int columns)
    {
        var largest = new Fixed[columns];
        foreach (var row in rows)
            foreach (var (column, value) in row)
                if (value > largest[column])
                    largest[column] = value;
        return ColumnsDivided(rows, largest);
    }

    static Entry[][] ColumnsDivided(Entry[][] rows, Fixed[] by) => Array.ConvertAll(rows, row =>
        Array.ConvertAll(row, e => by[e.Column] == Fixed.Zero ? e : e with { Value = e.Value / by[e.Column] }));

    /// <summary>Column by column: the sum over rows of value times the row's own factor.</summary>
    public static Fixed[] WeightedSums(Entry[][] rows, Fixed[] factors, int columns)
    {
        var sums = new Fixed[columns];
        for (var i = 0; i < rows.Length; i++)
            foreach (var (column, value) in rows[i])
                sums[column] += factors[i] * value;
        return sums;
    }

    /// <summary>Row by row: the sum of value times the column's factor.</summary>
    public static Fixed[] Products(Entry[][] rows, Fixed[] factors) => Array.ConvertAll(rows, row =>
    {
        var sum = Fixed.Zero;
        foreach (var (column, value) in row)
            sum += factors[column] * value;
        return sum;
    });

    public static Entry[][] RowsTimes(Entry[][] rows, Fixed[] factors) =>
        [.. rows.Select((row, i) => Array.ConvertAll(row, e => e with { Value = e.Value * factors[i] }))];

    /// <summary>Values above their column's threshold come down to it; where that is zero they vanish.</summary>
    public static Entry[][] Clipped(Entry[][] rows, Fixed[] thresholds) => Array.ConvertAll(rows, row => row
        .Select(e => thresholds[e.Column] < e.Value ? e with { Value = thresholds[e.Column] } : e)
        .Where(e => e.Value > Fixed.Zero || thresholds[e.Column] > Fixed.Zero).ToArray());

    /// <summary>From the first to the second by a ratio; only what is above zero stays.</summary>
    public static Entry[][] Interpolated(Entry[][] from, Entry[][] to, Fixed ratio, int columns)
    {
        if (ratio == Fixed.Zero)
            return from;
        if (ratio == Fixed.One)
            return to;
        return [.. from.Select((row, i) =>
        {
            var (first, second) = (Dense(row, columns), Dense(to[i], columns));
            return Sparse(columns, c => first[c] + (ratio * (second[c] - first[c])));
        })];
    }

    /// <summary>alpha of the new and the rest of the old; only what is above zero stays.</summary>
    public static Entry[][] MovingAverage(Entry[][] fresh, Entry[][] old, Fixed alpha, int columns)
    {
        var rest = Fixed.One - alpha;
        return [.. fresh.Select((row, i) =>
        {
            var (now, before) = (Dense(row, columns), Dense(old[i], columns));
            return Sparse(columns, c => (alpha * now[c]) + (rest * before[c]));
        })];
    }

    static Fixed[] Dense(Entry[] row, int columns)
    {
        var dense = new Fixed[columns];
        foreach (var (column, value) in row)
            dense[column] = value;
        return dense;
    }

    static Entry[] Sparse(int columns, Func<int, Fixed> value)
    {
        var row = new List<Entry>();
        for (var column = 0; column < columns; column++)
            if (value(column) is var v && v > Fixed.Zero)
                row.Add(new(column, v));
        return [.. row];
    }

    /// <summary>Divided by its sum; left alone where that is zero.</summary>
    public static Fixed[] Normalised(Fixed[] values)
    {
        var sum = Fixed.Zero;
        foreach (var value in values)
            sum += value;
        return sum == Fixed.Zero ? values : Array.ConvertAll(values, value => value / sum);
    }
}
