using System.Collections.Immutable;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections;

/// <summary>The open tasks of a tournament's running round; number 0 before the first draw.</summary>
/// <param name="Posed">How many tasks were posed in it, replaced ones included.</param>
/// <param name="Open">Posed, and neither decided nor replaced.</param>
internal sealed record TaskRound(
    string Tournament, int Number, bool IsClosed, int Posed, ImmutableArray<OpenTask> Open)
{
    public static TaskRound None(in Recorded e) => new(Streams.TournamentId(e.Stream), 0, IsClosed: true, 0, []);

    public Step<TaskRound> Draw(in Recorded e, RoundDrawn fact) => IsClosed && fact.Round == Number + 1
        ? new(new(Tournament, fact.Round, IsClosed: false, 0, []))
        : throw new CannotFollow(e.Stream, e.Version, $"round {fact.Round} is drawn after round {Number}");

    public Step<TaskRound> Pose(in Recorded e, TaskPosed fact)
    {
        if (IsClosed || PlaceOf(fact.Task) >= 0)
            throw new CannotFollow(e.Stream, e.Version, $"task '{fact.Task}' is posed twice or outside a round");
        var task = new OpenTask(Tournament, Number, Posed, fact);
        return new(this with { Posed = Posed + 1, Open = Open.Add(task) }, task.Rows(e.Position));
    }

    /// <summary>An attempt changes no row: it shows with the end of training, a few events later.</summary>
    public Step<TaskRound> Schedule(in Recorded e, RunScheduled fact)
    {
        var place = Find(e, fact.Task, fact.Hotkey, out var entrant);
        if (fact.Attempt != entrant.Attempts + 1)
            throw new CannotFollow(e.Stream, e.Version, $"attempt {fact.Attempt} follows {entrant.Attempts}");
        return new(With(place, entrant with { Attempts = fact.Attempt }));
    }

    public Step<TaskRound> EndTraining(in Recorded e, TrainingEnded fact)
    {
        var place = Find(e, fact.Task, fact.Hotkey, out var entrant);
        if (entrant.Training is not null)
            throw new CannotFollow(e.Stream, e.Version, $"the training of {fact.Hotkey} ended before");
        return Change(e, place, entrant with { Training = Cell.Of(fact.Status) });
    }

    public Step<TaskRound> Measure(in Recorded e, LossMeasured fact)
    {
        var place = Find(e, fact.Task, fact.Hotkey, out var entrant);
        if (entrant.Loss is not null)
            throw new CannotFollow(e.Stream, e.Version, $"{fact.Hotkey} was measured on '{fact.Task}' before");
        return Change(e, place, entrant with
        {
            Loss = fact.Loss, IsFinetune = fact.IsFinetune, Reason = fact.Reason, LossPosition = e.Position,
        });
    }

    public Step<TaskRound> FailMeasurement(in Recorded e, MeasurementFailed fact)
    {
        var place = Find(e, fact.Task, fact.Hotkey, out var entrant);
        if (entrant.Loss is not null)
            throw new CannotFollow(e.Stream, e.Version, $"{fact.Hotkey} was measured on '{fact.Task}' before");
        return Change(e, place, entrant with { Reason = fact.Reason });
    }

    public Step<TaskRound> FindDuplicate(in Recorded e, DuplicateFound fact)
    {
        var place = Find(e, fact.Task, fact.Hotkey, out var entrant);
        if (entrant.Loss is null)
            throw new CannotFollow(e.Stream, e.Version, $"a duplicate of {fact.Hotkey}, which was not measured");
        // Rule 4.16: the copy's loss becomes NaN and it counts as no fine-tune.
        return Change(e, place, entrant with
        {
            Loss = double.NaN, IsFinetune = false, DuplicateOf = fact.Original.Text,
        });
    }

    public Step<TaskRound> Replace(in Recorded e, TaskReplaced fact)
    {
        var place = Find(e, fact.Task);
        return new(this with { Open = Open.RemoveAt(place) }, Open[place].ReplacedRows(e.Position));
    }

    public Step<TaskRound> Decide(in Recorded e, TaskDecided fact)
    {
        var place = Find(e, fact.Task);
        return new(this with { Open = Open.RemoveAt(place) }, Open[place].DecidedRows(e, fact));
    }

    public Step<TaskRound> Close(in Recorded e, RoundClosed fact) => !IsClosed && fact.Round == Number && Open.IsEmpty
        ? new(this with { IsClosed = true })
        : throw new CannotFollow(
            e.Stream, e.Version, $"round {fact.Round} is closed, round {Number} has {Open.Length} open tasks");

    int PlaceOf(string task)
    {
        for (var i = 0; i < Open.Length; i++)
            if (Open[i].Id == task)
                return i;
        return -1;
    }

    int Find(in Recorded e, string task) => PlaceOf(task) is >= 0 and var place
        ? place
        : throw new CannotFollow(e.Stream, e.Version, $"a fact about task '{task}', which is not open");

    int Find(in Recorded e, string task, Hotkey hotkey, out TaskEntrant entrant)
    {
        var place = Find(e, task);
        entrant = Open[place].Find(hotkey)
            ?? throw new CannotFollow(e.Stream, e.Version, $"{hotkey} is not an entrant of task '{task}'");
        return place;
    }

    TaskRound With(int place, TaskEntrant entrant) =>
        this with { Open = Open.SetItem(place, Open[place].With(entrant)) };

    Step<TaskRound> Change(in Recorded e, int place, TaskEntrant entrant)
    {
        object position = e.Position;
        return new(With(place, entrant), [Open[place].RowOf(entrant, null, TaskMarks.Open, position)]);
    }
}
