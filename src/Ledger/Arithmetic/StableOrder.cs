using System.Runtime.InteropServices;

namespace Gradients.Ledger.Arithmetic;

/// <summary>Orders by number; equal numbers (0.0 and -0.0 are equal) keep the order they came in.</summary>
public static class StableOrder
{
    /// <summary>
    /// Writes into <paramref name="order"/> the indices of <paramref name="keys"/>, smallest key first.
    /// </summary>
    /// <param name="keys">No NaN; infinities are ordinary.</param>
    /// <param name="order">As long as the keys.</param>
    public static void Ascending(ReadOnlySpan<double> keys, Span<int> order)
    {
        var entries = keys.Length <= 64 ? stackalloc Entry[keys.Length] : new Entry[keys.Length];
        for (var i = 0; i < keys.Length; i++) entries[i] = new Entry(keys[i], i);
        // Named for the ahead-of-time compiler: a sort by IComparable is found at run time and compiled then.
        entries.Sort(static (left, right) => left.CompareTo(right));
        for (var i = 0; i < keys.Length; i++) order[i] = entries[i].Index;
    }

    /// <summary>No two entries are equal, so any correct sort gives the stable order.</summary>
    [StructLayout(LayoutKind.Auto)]
    readonly record struct Entry(double Key, int Index)
    {
        public int CompareTo(Entry other) =>
            Key < other.Key ? -1 : Key > other.Key ? 1 : Index.CompareTo(other.Index);
    }
}
