using Gradients.Ledger.Commands;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Simulation;

/// <summary>One drawn round: its tasks, everybody's runs and losses, and now and then a task that is replaced.</summary>
internal sealed class SimulatedRound(World world, Terms terms, string stream, Chance chance)
{
    const double Replaced = 0.02;
    const double BadLuck = 0.02;

    readonly TaskMaker _tasks = new(terms.Type, chance);
    readonly Losses _losses = new(world, terms.Type, BossMargin.After(terms.Announcement.Streak), chance);
    readonly List<Planned> _plan = [];
    Round _round = null!;
    Hotkey? _sound;

    /// <summary>The tasks to be decided in the end.</summary>
    public List<string> Counting { get; } = [];

    /// <summary>When the last of it happens.</summary>
    public long Ends { get; private set; }

    /// <summary>Everything from the posing of the tasks to the last loss, in the order of time.</summary>
    /// <param name="isLost">Nobody gets a loss: the round will have no winner.</param>
    public IEnumerable<Planned> Plan(Round round, long from, bool isLost)
    {
        _round = round;
        // The reference would wait for ever where only the placeholder wins a round (surprise 16): somebody else does.
        _sound = round.IsBossRound || isLost ? null : SomebodyAmongThemselves();
        foreach (var (slot, type) in _tasks.Of(round))
        {
            from += chance.Minutes(1, 15);
            Pose(slot, type, from, isLost ? Luck.None : chance.Happens(BadLuck) ? Luck.Bad : Luck.Usual, null);
        }
        return _plan.OrderBy(step => step.At);
    }

    Hotkey? SomebodyAmongThemselves()
    {
        foreach (var slot in _round.Assignments)
            if (!slot.Contains(Constants2025_12.Placeholder))
                return slot[0];
        return _round.Assignments[0].First(hotkey => !Champion.Is(hotkey));
    }

    void Pose(int slot, TaskType type, long at, Luck luck, string? replaces)
    {
        var task = _tasks.Pose(slot, type, _round.Assignments[slot], replaces);
        _plan.Add(new(at, stream, new Report(task)));
        var steps = new List<Planned>();
        var race = new Race(stream, task, chance, steps);
        race.Run(_losses.Plan(type, _round.Kind, task.Entrants.AsSpan(), luck, _sound), at);
        if (replaces is not null || !chance.Happens(Replaced))
        {
            _plan.AddRange(steps);
            Counting.Add(task.Task);
            Ends = Math.Max(Ends, race.Ends);
            return;
        }
        var cut = at + (long)((race.Ends - at) * chance.Unit());
        _plan.AddRange(steps.Where(step => step.At < cut));
        var reason = chance.Happens(0.5) ? "dataset_broken" : "model_withdrawn";
        _plan.Add(new(cut, stream, new Report(new TaskReplaced(reason, task.Task))));
        Pose(slot, type, cut + chance.Minutes(20, 120), luck, task.Task);
    }
}
