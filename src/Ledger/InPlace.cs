using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Gradients.Ledger;

/// <summary>
/// What <see cref="LedgerState.OnePass"/> does to arrays that nobody else holds: an element changes where it stands.
/// </summary>
internal static class InPlace
{
    public static void Set<T>(ImmutableArray<T> ours, int place, T changed) =>
        ImmutableCollectionsMarshal.AsArray(ours)![place] = changed;

    /// <summary>The element goes to the end, the later ones move up.</summary>
    public static void MoveToEnd<T>(ImmutableArray<T> ours, int place, T changed)
    {
        var array = ImmutableCollectionsMarshal.AsArray(ours)!;
        Array.Copy(array, place + 1, array, place, array.Length - place - 1);
        array[^1] = changed;
    }
}
