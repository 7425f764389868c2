namespace Gradients.Ledger.Chain;

/// <summary>
/// The consensus weight of each column: the highest that validators with the majority of the stake support. Found by
/// partition around a pivot, the middle element of what is left, because ties and roundings follow that path.
/// </summary>
static class WeightedMedian
{
    /// <param name="stake">By row; rows without stake have no say.</param>
    /// <param name="majority">kappa: the fraction of the stake that has to agree.</param>
    public static Fixed[] ByColumn(Fixed[] stake, Entry[][] rows, int columns, Fixed majority)
    {
        var voters = Enumerable.Range(0, stake.Length).Where(i => stake[i] > Fixed.Zero).ToArray();
        var shares = SparseRow.Normalised(Array.ConvertAll(voters, i => stake[i]));
        var total = Fixed.Zero;
        foreach (var share in shares)
            total += share;
        var scores = new Fixed[columns][];
        for (var column = 0; column < columns; column++)
            scores[column] = new Fixed[voters.Length];
        for (var k = 0; k < voters.Length; k++)
            foreach (var (column, value) in rows[voters[k]])
                scores[column][k] = value;
        var everybody = Enumerable.Range(0, voters.Length).ToArray();
        return Array.ConvertAll(scores, score => Of(shares, score, everybody, total - majority, total));
    }

    static Fixed Of(Fixed[] stake, Fixed[] score, int[] slice, Fixed minority, Fixed high)
    {
        var low = Fixed.Zero;
        while (slice.Length > 1)
        {
            var pivot = score[slice[slice.Length / 2]];
            Fixed lowStake = Fixed.Zero, highStake = Fixed.Zero;
            List<int> lower = [], upper = [];
            foreach (var i in slice)
                if (score[i] < pivot)
                {
                    lowStake += stake[i];
                    lower.Add(i);
                }
                else if (score[i] > pivot)
                {
                    highStake += stake[i];
                    upper.Add(i);
                }
            if (minority < low + lowStake && lower.Count > 0)
                (slice, high) = ([.. lower], low + lowStake);
            else if (high - highStake <= minority && upper.Count > 0)
                (slice, low) = ([.. upper], high - highStake);
            else
                return pivot;
        }
        return slice is [var last] ? score[last] : Fixed.Zero;
    }
}
