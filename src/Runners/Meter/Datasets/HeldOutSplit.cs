using System.Text;
using Gradients.Ledger.Draws;
using Gradients.Ledger.Hashing;

namespace Gradients.Runners.Meter.Datasets;

/// <summary>Which rows are held out, from a recorded seed: anyone who has the dataset and the seed redoes it.</summary>
/// <param name="HeldOut">Row indices, ascending; <paramref name="Training"/> has all others.</param>
public sealed record HeldOutSplit(IReadOnlyList<int> HeldOut, IReadOnlyList<int> Training)
{
    public const int MostTextRows = 1000;

    /// <summary>A tenth of the rows, rounded down, at least 1 and at most 1000.</summary>
    public static HeldOutSplit OfText(int rows, ReadOnlySpan<byte> seed) =>
        Of(rows, Math.Min(Math.Max(1, rows / 10), MostTextRows), seed);

    /// <summary>A tenth of the images, rounded up.</summary>
    public static HeldOutSplit OfImages(int rows, ReadOnlySpan<byte> seed) => Of(rows, (rows + 9) / 10, seed);

    /// <summary>The first indices of a Fisher-Yates shuffle of 0 to rows - 1 by <see cref="SeedWords"/>.</summary>
    static HeldOutSplit Of(int rows, int heldOut, ReadOnlySpan<byte> seed)
    {
        if (rows < 2) throw new ArgumentOutOfRangeException(nameof(rows), "One row cannot be split.");
        int[] order = [.. Enumerable.Range(0, rows)];
        Draw.Shuffle<int>(seed, order);
        return new([.. order[..heldOut].Order()], [.. order[heldOut..].Order()]);
    }

    /// <summary>
    /// Pairs of a held-out and a training row whose texts are equal up to case, white space, punctuation and field
    /// order;
    /// the first training row of each.
    /// </summary>
    public IEnumerable<(int HeldOut, int Training)> NearDuplicates(IReadOnlyList<DatasetRow> rows)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var i in Training) seen.TryAdd(Fingerprint(rows[i]), i);
        foreach (var i in HeldOut)
            if (seen.TryGetValue(Fingerprint(rows[i]), out var other)) yield return (i, other);
    }

    static string Fingerprint(DatasetRow row)
    {
        var text = new StringBuilder();
        foreach (var field in row.Fields.EnumerateObject().OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            foreach (var c in field.Value.ToString())
                if (char.IsLetterOrDigit(c) || char.IsSurrogate(c)) text.Append(char.ToLowerInvariant(c));
            text.Append('\n');
        }
        return Hex.Sha256(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
