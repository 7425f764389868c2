using System.Collections.Immutable;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Simulation;

/// <summary>The runs, trainings and measurements of one task, as they follow each other for every entrant.</summary>
/// <param name="plan">Takes what happens, in no order of time.</param>
internal sealed class Race(string stream, TaskPosed task, Chance chance, List<Planned> plan)
{
    const double Retried = 0.08;

    static readonly ImmutableArray<string> RunFaults = ["out_of_memory", "deadline", "node_lost", "no_output"];

    static readonly ImmutableArray<string> MeasurementFaults = ["evaluator_out_of_memory", "model_unreadable"];

    long _at;

    public TaskPosed Task => task;

    /// <summary>When the last of it happens.</summary>
    public long Ends { get; private set; }

    public void Run(ReadOnlySpan<Row> rows, long from)
    {
        foreach (var row in rows)
        {
            _at = from + chance.Minutes(1, 40);
            var isSuccess = row.Status == TrainingStatus.Success;
            if (isSuccess && !chance.Happens(Retried))
            {
                Finish(1, row, exit: 0);
            }
            else
            {
                Fail(1, row);
                if (isSuccess)
                    Finish(2, row, exit: 0);
                else if (chance.Happens(0.6))
                    Finish(2, row, chance.Between(1, 137));
            }
            Add(new TrainingEnded(row.Hotkey, row.Status, task.Task), 1, 3);
            Measure(row);
        }
        // Equal losses are noticed when both are known.
        foreach (var row in rows)
            if (row.CopyOf is { } original)
                plan.Add(new(Ends += chance.Minutes(5, 30), stream,
                    new Report(new DuplicateFound(row.Hotkey, original, task.Task))));
    }

    void Fail(int attempt, Row row)
    {
        Add(new RunScheduled(attempt, row.Hotkey, task.Task), 1, 20);
        if (chance.Happens(0.3))
        {
            Add(new RunFailed(attempt, row.Hotkey, "image_build_failed", task.Task), 5, 30);
            return;
        }
        Start(attempt, row);
        Add(new RunFailed(attempt, row.Hotkey, chance.Pick(RunFaults.AsSpan()), task.Task), 5, 30);
    }

    void Start(int attempt, Row row)
    {
        Add(new RunStarted(attempt, row.Hotkey, $"sha256:{chance.Hex(64)}", "no-network/1", task.Task), 0, 0);
        _at += (long)(task.Hours!.Value * Spans.Hour * (0.6 + (0.4 * chance.Unit())));
    }

    void Finish(int attempt, Row row, int exit)
    {
        Add(new RunScheduled(attempt, row.Hotkey, task.Task), 1, 20);
        var started = _at;
        Start(attempt, row);
        var seconds = (_at - started) / 1000 / 1000.0;
        var usage = new RunUsage(
            Math.Floor(seconds * (2.0 + (6.0 * chance.Unit()))), chance.Between(8, 640) * 134_217_728L, seconds);
        var output = exit == 0 ? chance.Hex(64) : null;
        Add(new RunFinished(attempt, exit, row.Hotkey, output, task.Task, usage), 1, 10);
    }

    void Measure(Row row)
    {
        if (row.Loss is { } loss)
            Add(new LossMeasured(
                task.HeldOutDigest, row.Hotkey, row.IsFinetune, loss, Method(task.Type), row.Reason, task.Task), 1, 30);
        else if (row.Status != TrainingStatus.Failure)
            Add(new MeasurementFailed(row.Hotkey, chance.Pick(MeasurementFaults.AsSpan()), task.Task), 1, 30);
    }

    static string Method(TaskType type) => type switch
    {
        TaskType.ImageTask => "image-l2/1",
        TaskType.DpoTask => "dpo/1",
        TaskType.GrpoTask => "grpo/1",
        _ => "causal-lm/1",
    };

    /// <summary>Notes what happens now; the next thing follows after some minutes.</summary>
    void Add(LedgerEvent fact, int least, int most)
    {
        plan.Add(new(_at, stream, new Report(fact)));
        Ends = Math.Max(Ends, _at);
        _at += chance.Minutes(least, most) + Spans.Second;
    }
}
