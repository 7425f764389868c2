using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>The two rows of one final task that count: the champion's placeholder and the first other hotkey.</summary>
/// <param name="Boss">The placeholder's row; null when it has no result.</param>
/// <param name="Opponent">The first other row with a result; null when there is none.</param>
readonly record struct FinalPair(TaskRow? Boss, TaskRow? Opponent)
{
    public bool IsEmpty => Boss is null && Opponent is null;

    public static FinalPair Of(ImmutableArray<TaskRow> rows)
    {
        TaskRow? boss = null, opponent = null;
        foreach (var row in rows)
        {
            if (!Measure.IsResult(row)) continue;
            if (Constants2026_10.IsPlaceholder(row.Hotkey)) boss ??= row;
            else opponent ??= row;
        }
        return new FinalPair(boss, opponent);
    }
}
