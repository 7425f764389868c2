using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.Shared;

/// <summary>Each item once, by first appearance: sums depend on that order, so no set may choose it.</summary>
public static class FirstAppearances
{
    public static ImmutableArray<T> Of<T>(IEnumerable<T> items) where T : notnull
    {
        var seen = new HashSet<T>();
        var first = ImmutableArray.CreateBuilder<T>();
        foreach (var item in items)
            if (seen.Add(item)) first.Add(item);
        return first.ToImmutable();
    }
}
