namespace Gradients.Ledger;

/// <summary>What one task trains and therefore how its loss reads; written by these names.</summary>
public enum TaskType
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
