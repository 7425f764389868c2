namespace Gradients.Ledger.Arithmetic;

/// <summary>The statistical median: the middle value, or half the sum of the two middle ones.</summary>
public static class Median
{
    /// <param name="values">Finite or infinite numbers, no NaN, in any order.</param>
    /// <returns>0.0 for no values.</returns>
    public static double Of(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) return 0.0;
        var order = new int[values.Length];
        StableOrder.Ascending(values, order);
        var middle = values.Length / 2;
        return values.Length % 2 == 1
            ? values[order[middle]]
            : (values[order[middle - 1]] + values[order[middle]]) / 2.0;
    }
}
