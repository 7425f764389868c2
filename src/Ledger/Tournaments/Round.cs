using System.Collections.Immutable;

namespace Gradients.Ledger.Tournaments;

/// <summary>The round that is running.</summary>
public sealed record Round(
    int Number, RoundKind Kind, ImmutableArray<ImmutableArray<Hotkey>> Assignments, ImmutableArray<PosedTask> Tasks)
{
    /// <summary>Who was last seen with less stake than is required.</summary>
    public ImmutableArray<Hotkey> StakeLost { get; init; } = [];

    public bool IsBossRound => Kind == RoundKind.Boss;

    /// <summary>Whether any loss of it is known, that of a replaced task included.</summary>
    public bool HasResults => Tasks.Any(task => task.Entrants.Any(entrant => entrant.Row.Loss is not null));

    public PosedTask? Find(string task) => IndexOf(task) is >= 0 and var slot ? Tasks[slot] : null;

    /// <summary>The place of a task in the order of posing, or -1.</summary>
    internal int IndexOf(string task)
    {
        for (var i = 0; i < Tasks.Length; i++)
            if (Tasks[i].Id == task)
                return i;
        return -1;
    }

    internal Round With(int task, PosedTask changed) => this with { Tasks = Tasks.SetItem(task, changed) };
}

/// <summary>A round that is over: what points, brackets and the title still read of it.</summary>
/// <param name="Winners">Who goes on, in ordinal order.</param>
/// <param name="Tasks">The tasks that counted, in the order they were posed.</param>
public sealed record ClosedRound(
    int Number, RoundKind Kind, ImmutableArray<Hotkey> Winners, ImmutableArray<DecidedTask> Tasks)
{
    /// <summary>Its groups with their rows, where the next round's rule reads them; else default.</summary>
    public ImmutableArray<Rulebooks.R2026_10.GroupTask> Groups { get; init; }
}

/// <summary>A decided task of a closed round: its winner by quality score, and where the verdict stands.</summary>
public readonly record struct DecidedTask(string Id, TaskType Type, Hotkey? Winner, long Position);
