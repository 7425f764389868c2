using System.Collections.Immutable;
using Gradients.Ledger;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Simulation;

/// <summary>One task of a plain tournament: posed, and run and measured for everybody.</summary>
/// <param name="margin">What a challenger has to win by.</param>
internal sealed class RuledTask(World world, TournamentType type, double margin, Chance chance)
{
    static readonly ImmutableArray<TaskType> Text =
        [TaskType.InstructTextTask, TaskType.DpoTask, TaskType.GrpoTask, TaskType.ChatTask];

    static readonly ImmutableArray<TaskType> September =
        [TaskType.InstructTextTask, TaskType.DpoTask, TaskType.GrpoTask];

    static readonly ImmutableArray<TaskType> October =
    [
        TaskType.InstructTextTask, TaskType.InstructTextTask, TaskType.InstructTextTask, TaskType.DpoTask,
        TaskType.GrpoTask, TaskType.ChatTask,
    ];

    readonly TaskMaker _maker = new(type, chance);
    readonly Losses _losses = new(world, type, margin, chance);

    /// <summary>When the last of it happens.</summary>
    public long Ends { get; private set; }

    /// <summary>The slots and types of a round's tasks.</summary>
    public static (int Slot, TaskType Type)[] Types(
        string rulebook, TournamentType type, Round round, Chance chance)
    {
        var isSeptember = rulebook == "2025.09";
        if (type == TournamentType.Environment)
            return [.. round.Assignments.Select((_, slot) => (slot, TaskType.EnvironmentTask))];
        if (round.IsBossRound)
            return type == TournamentType.Image
                ? [.. Enumerable.Repeat((0, TaskType.ImageTask), isSeptember ? 3 : 6)]
                : [.. (isSeptember ? September : October).Select(task => (0, task))];
        var perSlot = !isSeptember && round.Number == 1 ? 3 : 1;
        return
        [
            .. round.Assignments.SelectMany((_, slot) => Enumerable.Repeat(slot, perSlot)).Select(slot =>
                (slot, type == TournamentType.Image ? TaskType.ImageTask : chance.Pick(Text.AsSpan()))),
        ];
    }

    /// <summary>Everything up to the last loss, in the order of time.</summary>
    public IEnumerable<Planned> Play(string stream, string id, int slot, TaskType task, Round round, long at)
    {
        var posed = _maker.Pose(slot, task, round.Assignments[slot], null) with { Task = id };
        var plan = new List<Planned> { new(at, stream, new Report(posed)) };
        if (task == TaskType.EnvironmentTask)
            Train(stream, posed, at, plan);
        else
        {
            var race = new Race(stream, posed, chance, plan);
            race.Run(_losses.Plan(task, round.Kind, posed.Entrants.AsSpan(), Luck.Usual, Sound(round, slot)), at);
            Ends = race.Ends;
        }
        return plan.OrderBy(step => step.At);
    }

    static Hotkey? Sound(Round round, int slot) =>
        round.IsBossRound ? null : round.Assignments[slot].First(hotkey => !Champion.Is(hotkey));

    /// <summary>Environments give no loss: what is measured follows as evidence.</summary>
    void Train(string stream, TaskPosed task, long at, List<Planned> plan)
    {
        foreach (var hotkey in task.Entrants)
        {
            var now = at + chance.Minutes(1, 30);
            plan.Add(new(now, stream, new Report(new RunScheduled(1, hotkey, task.Task))));
            plan.Add(new(now + Spans.Minute, stream, new Report(
                new RunStarted(1, hotkey, $"sha256:{chance.Hex(64)}", "no-network/1", task.Task))));
            now += chance.Minutes(60, 90);
            plan.Add(new(now, stream, new Report(new RunFinished(1, 0, hotkey, chance.Hex(64), task.Task, null))));
            plan.Add(new(now + Spans.Minute, stream, new Report(
                new TrainingEnded(hotkey, TrainingStatus.Success, task.Task))));
            Ends = Math.Max(Ends, now + Spans.Minute);
        }
    }
}
