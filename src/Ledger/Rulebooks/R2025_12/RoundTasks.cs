using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>Rule 4.7: which tasks a round poses.</summary>
public static class RoundTasks
{
    static readonly ImmutableArray<TaskType> TextFinal =
    [
        TaskType.InstructTextTask, TaskType.InstructTextTask,
        TaskType.DpoTask, TaskType.DpoTask,
        TaskType.GrpoTask, TaskType.GrpoTask,
    ];

    static readonly ImmutableArray<TaskType> ImageFinal =
        [.. Enumerable.Repeat(TaskType.ImageTask, Constants2025_12.FinalTasks)];

    /// <summary>The six tasks of a final, in their order.</summary>
    public static ImmutableArray<TaskType> OfFinal(TournamentType type) =>
        type == TournamentType.Text ? TextFinal : ImageFinal;

    /// <summary>The one task of each group.</summary>
    public static TaskType OfGroup(TournamentType type) =>
        type == TournamentType.Text ? TaskType.InstructTextTask : TaskType.ImageTask;

    /// <summary>
    /// Whether a task of this type belongs into a tournament of that one. Text knockouts draw among instruct, DPO and
    /// GRPO; a chat task behaves as instruct and occurs in imported seasons.
    /// </summary>
    public static bool Fits(TournamentType type, TaskType task) =>
        (type == TournamentType.Image) == (task == TaskType.ImageTask);
}
