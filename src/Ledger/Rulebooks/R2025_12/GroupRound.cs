using System.Collections.Immutable;
using Gradients.Ledger.Arithmetic;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>Rule 4.4: who goes on from one group's task.</summary>
public static class GroupRound
{
    /// <summary>
    /// The eight smallest losses in order, ties by row order; nobody without a finite loss.
    /// Surprise 1: ascending for GRPO too, so its worst scores would go on (real groups are never GRPO).
    /// </summary>
    public static ImmutableArray<Hotkey> Advance(ImmutableArray<TaskRow> rows)
    {
        var ranked = rows.Length <= 128 ? stackalloc int[rows.Length] : new int[rows.Length];
        var losses = rows.Length <= 128 ? stackalloc double[rows.Length] : new double[rows.Length];
        var count = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (!RankedResults.Counts(rows[i])) continue;
            losses[count] = rows[i].Loss!.Value;
            ranked[count++] = i;
        }
        var order = count <= 128 ? stackalloc int[count] : new int[count];
        StableOrder.Ascending(losses[..count], order);

        var advancing = ImmutableArray.CreateBuilder<Hotkey>(Math.Min(Constants2025_12.GroupAdvance, count));
        for (var place = 0; place < advancing.Capacity; place++) advancing.Add(rows[ranked[order[place]]].Hotkey);
        return advancing.MoveToImmutable();
    }
}
