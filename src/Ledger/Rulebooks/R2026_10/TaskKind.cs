namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>
/// What one task trains and therefore how its number reads: the task types of earlier rulebooks, by the same names, and
/// the environment task that came with this one.
/// </summary>
public enum TaskKind
{
    InstructTextTask,
    DpoTask,

    /// <summary>A score, not a loss: bigger is better.</summary>
    GrpoTask,

    ChatTask,
    ImageTask,

    /// <summary>A score, not a loss: bigger is better.</summary>
    EnvironmentTask,
}
