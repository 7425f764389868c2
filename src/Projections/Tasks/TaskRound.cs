using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections;

/// <summary>The open tasks of a tournament's running round; number 0 before the first draw.</summary>
internal sealed class TaskRound(string tournament)
{
    readonly List<OpenTask> _open = [];
    int _number;
    int _posed; // In this round; replaced tasks keep their numbers.
    bool _isClosed = true;

    /// <summary>How many tasks are posed, and neither decided nor replaced.</summary>
    public int Open => _open.Count;

    public void Draw(in Recorded e, RoundDrawn fact)
    {
        if (!_isClosed || fact.Round != _number + 1)
            throw new CannotFollow(e.Stream, e.Version, $"round {fact.Round} is drawn after round {_number}");
        (_number, _posed, _isClosed) = (fact.Round, 0, false);
    }

    public void Pose(in Recorded e, TaskPosed fact, List<Row> rows)
    {
        if (_isClosed || PlaceOf(fact.Task) >= 0)
            throw new CannotFollow(e.Stream, e.Version, $"task '{fact.Task}' is posed twice or outside a round");
        var task = new OpenTask(new(tournament, _number, _posed++, fact.Task, Cell.Of(fact.Type), fact.Slot), e, fact);
        _open.Add(task);
        rows.AddRange(task.Results);
    }

    /// <summary>An attempt changes no row: it shows with the end of training, a few events later.</summary>
    public void Schedule(in Recorded e, RunScheduled fact)
    {
        ref var attempts = ref Find(e, fact.Task, fact.Hotkey, out var row).Attempts[row];
        if (fact.Attempt != attempts + 1)
            throw new CannotFollow(e.Stream, e.Version, $"attempt {fact.Attempt} follows {attempts}");
        attempts++;
    }

    public void EndTraining(in Recorded e, TrainingEnded fact, List<Row> rows)
    {
        var task = Find(e, fact.Task, fact.Hotkey, out var row);
        if (task.Results[row].Training is not null)
            throw new CannotFollow(e.Stream, e.Version, $"the training of {fact.Hotkey} ended before");
        rows.Add(task.Put(row, task.Results[row] with
        {
            Training = fact.Status, Attempts = task.Attempts[row], Position = e.Position,
        }));
    }

    public void Measure(in Recorded e, LossMeasured fact, List<Row> rows)
    {
        var task = Unmeasured(e, fact.Task, fact.Hotkey, out var row);
        rows.Add(task.Put(row, task.Results[row] with
        {
            Loss = fact.Loss, IsFinetune = fact.IsFinetune, Reason = fact.Reason, LossPosition = e.Position,
            Attempts = task.Attempts[row], Position = e.Position,
        }));
    }

    /// <summary>Games, scores or rewards became one score of each model.</summary>
    public void Score(in Recorded e, TaskScored fact, List<Row> rows)
    {
        foreach (var scored in fact.Rows)
        {
            var task = Unmeasured(e, fact.Task, scored.Hotkey, out var row);
            rows.Add(task.Put(row, task.Results[row] with
            {
                Loss = scored.Score, IsFinetune = true, LossPosition = e.Position, Attempts = task.Attempts[row],
                Position = e.Position,
            }));
        }
    }

    public void FailMeasurement(in Recorded e, MeasurementFailed fact, List<Row> rows)
    {
        var task = Unmeasured(e, fact.Task, fact.Hotkey, out var row);
        rows.Add(task.Put(row, task.Results[row] with
        {
            Reason = fact.Reason, Attempts = task.Attempts[row], Position = e.Position,
        }));
    }

    public void FindDuplicate(in Recorded e, DuplicateFound fact, List<Row> rows)
    {
        var task = Find(e, fact.Task, fact.Hotkey, out var row);
        if (task.Results[row].Loss is null)
            throw new CannotFollow(e.Stream, e.Version, $"a duplicate of {fact.Hotkey}, which was not measured");
        // Rule 4.16: the copy's loss becomes NaN and it counts as no fine-tune.
        rows.Add(task.Put(row, task.Results[row] with
        {
            Loss = double.NaN, IsFinetune = false, DuplicateOf = fact.Original.Text,
            Attempts = task.Attempts[row], Position = e.Position,
        }));
    }

    public void Replace(in Recorded e, TaskReplaced fact, List<Row> rows) => Take(e, fact.Task).Replace(e, rows);

    public void Decide(in Recorded e, TaskDecided fact, List<Row> rows) => Take(e, fact.Task).Decide(e, fact, rows);

    public void Close(in Recorded e, RoundClosed fact)
    {
        if (_isClosed || fact.Round != _number || _open.Count > 0)
            throw new CannotFollow(
                e.Stream, e.Version, $"round {fact.Round} is closed, round {_number} has {_open.Count} open tasks");
        _isClosed = true;
    }

    int PlaceOf(string task)
    {
        for (var i = 0; i < _open.Count; i++)
            if (_open[i].Id == task)
                return i;
        return -1;
    }

    int Find(in Recorded e, string task) => PlaceOf(task) is >= 0 and var place
        ? place
        : throw new CannotFollow(e.Stream, e.Version, $"a fact about task '{task}', which is not open");

    OpenTask Find(in Recorded e, string task, Hotkey hotkey, out int row)
    {
        var open = _open[Find(e, task)];
        row = open.RowOf(hotkey);
        return row >= 0
            ? open
            : throw new CannotFollow(e.Stream, e.Version, $"{hotkey} is not an entrant of task '{task}'");
    }

    OpenTask Unmeasured(in Recorded e, string task, Hotkey hotkey, out int row)
    {
        var open = Find(e, task, hotkey, out row);
        return open.Results[row].Loss is null
            ? open
            : throw new CannotFollow(e.Stream, e.Version, $"{hotkey} was measured on '{task}' before");
    }

    OpenTask Take(in Recorded e, string task)
    {
        var place = Find(e, task);
        var taken = _open[place];
        _open.RemoveAt(place);
        return taken;
    }
}
