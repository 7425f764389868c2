using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Simulation;

/// <summary>Which tasks a round poses, on which model and data.</summary>
internal sealed class TaskMaker(TournamentType type, Chance chance)
{
    /// <summary>Invented models with the parameters that a look-up would find; without them the name decides.</summary>
    static readonly ImmutableArray<(string Name, long? Parameters)> TextModels =
    [
        ("meadow/lark-0.5b", 494_032_768), ("meadow/lark-1.5b", null), ("meadow/lark-3b-chat", 3_085_938_688),
        ("harbour/gull-7b", 7_241_732_096), ("harbour/gull-8b-instruct", null), ("orchard/finch-13b", 13_015_864_320),
        ("orchard/finch-32b", 32_763_876_352), ("orchard/finch-70b-base", 70_553_706_496),
    ];

    static readonly ImmutableArray<string> ImageModels =
        ["meadow/easel-xl", "meadow/easel-flow", "harbour/fresco-1.0", "orchard/gouache-turbo"];

    /// <summary>Knockout texts draw instruct, DPO and GRPO at 40, 15 and 30 in 85.</summary>
    const int Instruct = 40;
    const int Dpo = 15;
    const int Grpo = 30;

    /// <summary>The slots and types of a round's tasks, in the order in which they are posed.</summary>
    public ImmutableArray<(int Slot, TaskType Type)> Of(Round round) => round.Kind switch
    {
        RoundKind.Boss => [.. RoundTasks.OfFinal(type).Select(task => (0, task))],
        RoundKind.Group => [.. round.Assignments.Select((_, slot) => (slot, RoundTasks.OfGroup(type)))],
        _ => [.. round.Assignments.Select((_, slot) => (slot, Knockout()))],
    };

    TaskType Knockout()
    {
        if (type == TournamentType.Image)
            return TaskType.ImageTask;
        var way = chance.Below(Instruct + Dpo + Grpo);
        return way < Instruct ? TaskType.InstructTextTask
            : way < Instruct + Dpo ? TaskType.DpoTask
            : TaskType.GrpoTask;
    }

    public TaskPosed Pose(int slot, TaskType task, ImmutableArray<Hotkey> members, string? replaces)
    {
        var (model, parameters) = type == TournamentType.Image
            ? (chance.Pick(ImageModels.AsSpan()), null)
            : chance.Pick(TextModels.AsSpan());
        var rows = members.ToArray();
        chance.Shuffle(rows.AsSpan());
        return new(
            chance.Hex(64), [.. rows], GpuRequirement.Of(task, parameters, model, null), chance.Hex(64), Hours(),
            model, replaces, slot, chance.Id(), task);
    }

    /// <summary>Text tasks take two to ten hours in halves, image tasks one or two in quarters.</summary>
    double Hours() => type == TournamentType.Text ? chance.Between(4, 20) / 2.0 : chance.Between(4, 8) / 4.0;
}
