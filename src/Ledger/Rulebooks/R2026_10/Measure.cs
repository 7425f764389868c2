namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>What the number of a task means, by its type.</summary>
public static class Measure
{
    /// <summary>Scores of GRPO and environment tasks; everything else is a loss.</summary>
    public static bool HigherIsBetter(TaskKind type) => type is TaskKind.GrpoTask or TaskKind.EnvironmentTask;

    /// <summary>Whether losses are compared example by example.</summary>
    public static bool IsPaired(TaskKind type) =>
        type is TaskKind.InstructTextTask or TaskKind.DpoTask or TaskKind.ChatTask;

    /// <summary>Rule 4.1: a result of a task is a scored row whose loss is a finite number.</summary>
    public static bool IsResult(TaskRow row) => row.Loss is { } loss && double.IsFinite(loss);
}
