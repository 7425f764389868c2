using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks;

namespace Gradients.Ledger.Tournaments;

/// <summary>A task of the running round with everything that happened to its entrants.</summary>
/// <param name="Verdict">Its verdict, once decided.</param>
/// <param name="VerdictPosition">Where the verdict stands in the ledger, or 0.</param>
public sealed record PosedTask(
    TaskPosed Posed, ImmutableArray<Entrant> Entrants, bool IsReplaced, bool FailuresApproved, TaskDecided? Verdict,
    long VerdictPosition)
{
    /// <summary>What only some rulebooks read of it.</summary>
    public TaskDossier? Dossier { get; init; }

    /// <summary>It went to nobody: the boss holds it, and a stand-in may be posed.</summary>
    public bool IsDrawn => Dossier?.Judged is { How: JudgedBy.Draw };

    public string Id => Posed.Task;

    public bool IsDecided => Verdict is not null;

    public Entrant? Find(Hotkey hotkey) => IndexOf(hotkey) is >= 0 and var row ? Entrants[row] : null;

    /// <summary>The place of an entrant in row order, or -1. A hotkey enters a task once.</summary>
    internal int IndexOf(Hotkey hotkey)
    {
        // Read through one interner the same hotkey is nearly always the same string: no letter needs comparing.
        for (var i = 0; i < Entrants.Length; i++)
            if (ReferenceEquals(Entrants[i].Row.Hotkey.Text, hotkey.Text))
                return i;
        for (var i = 0; i < Entrants.Length; i++)
            if (Entrants[i].Row.Hotkey == hotkey)
                return i;
        return -1;
    }

    internal PosedTask With(int row, Entrant changed) => this with { Entrants = Entrants.SetItem(row, changed) };

    /// <summary>The rows as the rulebook reads them, in row order.</summary>
    public ImmutableArray<TaskRow> Rows => ImmutableArray.CreateRange(Entrants, entrant => entrant.Row);

    /// <summary>Whether more than half of the trainings failed, which needs a human's approval.</summary>
    public bool MostTrainingsFailed
    {
        get
        {
            int trainings = 0, failures = 0;
            foreach (var entrant in Entrants)
            {
                trainings += entrant.Row.Training is null ? 0 : 1;
                failures += entrant.Row.Training == TrainingStatus.Failure ? 1 : 0;
            }
            return failures * 2 > trainings;
        }
    }
}

public enum RunStage
{
    None,
    Scheduled,
    Started,
    Finished,
    Failed,
}

/// <summary>One entrant of a posed task: its row, its latest run, and where its loss stands in the ledger.</summary>
public sealed record Entrant(TaskRow Row, int Attempt, RunStage Run, bool MeasurementFailed, long LossPosition)
{
    /// <summary>Nothing more is awaited: a loss was measured, could not be, or there is no model to measure.</summary>
    public bool IsSettled => Row.Loss is not null || MeasurementFailed || Row.Training == TrainingStatus.Failure;
}
