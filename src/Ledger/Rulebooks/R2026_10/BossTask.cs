using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>One task of a text or image final.</summary>
/// <param name="Type">A task that starts from a continued fine-tune is a chat task.</param>
/// <param name="Rows">In row order.</param>
/// <param name="Assigned">How many nodes were assigned to it; with none the round cannot be decided yet.</param>
/// <param name="IsContinuous">Whether training starts from an earlier fine-tune.</param>
/// <param name="Dataset">The data's name; of a continuous task it may name the lineage.</param>
/// <param name="BossVector">The boss's losses example by example, where they were emitted.</param>
/// <param name="ChallengerVector">The same of its opponent.</param>
public sealed record BossTask(
    TaskKind Type,
    ImmutableArray<TaskRow> Rows,
    int Assigned,
    bool IsContinuous = false,
    string? Dataset = null,
    LossVector? BossVector = null,
    LossVector? ChallengerVector = null)
{
    const string ContinuousName = "continuous-sft";

    /// <summary>
    /// The lineage that a continuous fine-tune carries on: the second part of its data's name; null where it has none.
    /// </summary>
    public string? Lineage
    {
        get
        {
            if (!IsContinuous || Dataset is null) return null;
            var parts = Dataset.Split(':', 3);
            return parts.Length >= 2 && parts[0] == ContinuousName ? parts[1] : null;
        }
    }
}
