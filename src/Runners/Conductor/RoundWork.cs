using System.Collections.Immutable;
using Gradients.Ledger.Store.Conducting;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Meter.Containers;

namespace Gradients.Runners.Conductor;

/// <summary>Whose code an entrant trains with.</summary>
readonly record struct Codes(Desk Desk, ConductPlan Plan)
{
    /// <summary>The placeholder trains with the champion's code.</summary>
    internal Code? Of(Tournament.Running running, Course course, Hotkey hotkey)
    {
        if (course.Entries.TryGetValue(hotkey, out var own))
            return own;
        var champion = running.Terms.Announcement.DefendingChampion;
        return (champion is { } name ? Desk.CodeOf(course.Type, name) : null) ?? Plan.Champion(course.Type);
    }
}

/// <summary>While a round runs: tasks are posed, runs scheduled and carried out, models measured, verdicts drawn.</summary>
static class RoundWork
{
    const int Attempts = 2;

    internal static void Find(
        string stream, Tournament.Running running, Round round, Course course, Codes codes, Found found)
    {
        if (course.Drawn is not { } drawn)
            return;
        var open = round.Tasks.IsEmpty || !StandIns.Lacking(running).IsEmpty;
        if (open)
            found.Add(new Job.Pose(stream, running, drawn));
        foreach (var task in round.Tasks)
        {
            if (task.IsDecided || task.IsReplaced)
                continue;
            open = true;
            if (!found.IsHeld(stream, task.Id))
                new TaskWork(stream, running, course, drawn, codes, found).Find(task);
        }
        if (!open)
            Close(stream, running, round, drawn, found);
    }

    static void Close(string stream, Tournament.Running running, Round round, RoundDrawn drawn, Found found)
    {
        switch (CloseRound.Forbid(running))
        {
            case null:
                found.Say(
                    stream, Keys.Of(stream, "close_round", Keys.Number(round.Number)), new CloseRound(round.Number));
                break;
            // Whoever posed them died in their middle: the rest follows.
            case { Code: "tasks_missing" }:
                found.Add(new Job.Pose(stream, running, drawn));
                break;
            case { } refusal:
                found.Wait(stream, $"round {round.Number} cannot be closed: {refusal.Message}");
                break;
        }
    }

    sealed record TaskWork(
        string Stream, Tournament.Running Running, Course Course, RoundDrawn Drawn, Codes Codes, Found Found)
    {
        internal void Find(PosedTask task)
        {
            if (Introduce(task) is { } fact)
            {
                Found.Say(Stream, Keys.Of(Stream, task.Id, "data"), fact);
                return; // Nobody trains before.
            }
            foreach (var entrant in task.Entrants)
                if (entrant.Row.Training is null)
                    Train(task, entrant);
            Measure(task);
            if (!task.Entrants.All(entrant => entrant.IsSettled))
                return;
            if (task.Entrants.Any(entrant => LacksExamples(task, entrant)) || Duplicate(task))
                return;
            if (task.MostTrainingsFailed && !task.FailuresApproved)
                Found.Wait(Stream, $"more than half of the trainings of task {task.Id} failed: approve it");
            else
                Found.Say(Stream, Keys.Of(Stream, "decide", task.Id), new DecideTask(task.Id));
        }

        DecidedFrom Reads(PosedTask task) => Running.Terms.Book.Reads(task.Posed.Type, Drawn.Kind);

        /// <summary>What the rules read of a task's data, beside its digest.</summary>
        TaskEvidence? Introduce(PosedTask task) => Codes.Plan.Dataset(task.Posed) switch
        {
            { Continues: { } earlier } when task.Dossier?.ContinuedOn is null =>
                new FineTuneContinued(earlier, task.Id),
            { Environments: { IsEmpty: false } all } when task.Dossier is not { Environments.IsEmpty: false } =>
                new EnvironmentsNamed(all, task.Id),
            _ => null,
        };

        void Train(PosedTask task, Entrant entrant)
        {
            var hotkey = entrant.Row.Hotkey;
            var run = new RunKey(Running.Terms.Id, task.Id, hotkey, entrant.Attempt);
            switch (entrant.Run)
            {
                case RunStage.None:
                case RunStage.Failed when entrant.Attempt < Attempts:
                    run = run with { Attempt = entrant.Attempt + 1 };
                    Found.Say(Stream, Keys.Of(run, "schedule"), new RunScheduled(run.Attempt, hotkey, task.Id));
                    break;
                case RunStage.Scheduled or RunStage.Started:
                    Found.Add(new Job.Train(
                        Stream, Course.Type, Drawn, run, task.Posed, Codes.Of(Running, Course, hotkey)));
                    break;
                case RunStage.Finished:
                    End(task, hotkey, TrainingStatus.Success);
                    break;
                default:
                    End(task, hotkey, TrainingStatus.Failure);
                    break;
            }
        }

        void End(PosedTask task, Hotkey hotkey, TrainingStatus status) => Found.Say(Stream,
            Keys.Of(Stream, task.Id, hotkey.Text, "end"), new TrainingEnded(hotkey, status, task.Id));

        void Measure(PosedTask task)
        {
            // Scores of these hang on each other: they wait for everybody.
            var reads = Reads(task);
            var together = ContainerMeter.IsFor(task.Posed.Type);
            if (together && task.Entrants.Any(entrant => entrant.Row.Training is null))
                return;
            var models = task.Entrants.Where(entrant => LacksExamples(task, entrant) || entrant is
                { Row: { Training: TrainingStatus.Success, Loss: null }, MeasurementFailed: false })
                .Select(entrant => Course.Outputs.TryGetValue((task.Id, entrant.Row.Hotkey), out var left)
                    ? new Trained(entrant.Row.Hotkey, left.Attempt, left.Digest) : null)
                .OfType<Trained>().ToImmutableArray();
            if (together && !models.IsEmpty)
                Found.Add(new Job.Measure(Stream, Drawn, task.Posed, models, reads));
            else
                foreach (var model in models)
                    Found.Add(new Job.Measure(Stream, Drawn, task.Posed, [model], reads));
        }

        /// <summary>Whoever measured died between the loss and those of its examples: it is measured again.</summary>
        bool LacksExamples(PosedTask task, Entrant entrant) =>
            Reads(task) == DecidedFrom.ExampleLosses && Course.LackExamples.Contains((task.Id, entrant.Row.Hotkey));

        /// <summary>Equal losses of equal files: the later entry repeats the earlier one.</summary>
        bool Duplicate(PosedTask task)
        {
            foreach (var later in task.Entrants)
                foreach (var earlier in task.Entrants)
                    if (IsCopy(task, later, earlier))
                    {
                        Found.Say(Stream, Keys.Of(Stream, task.Id, later.Row.Hotkey.Text, "duplicate"),
                            new DuplicateFound(later.Row.Hotkey, earlier.Row.Hotkey, task.Id));
                        return true;
                    }
            return false;
        }

        bool IsCopy(PosedTask task, Entrant later, Entrant earlier) =>
            later.Row.Loss is { } loss && earlier.Row.Loss is { } other && loss == other
            && Course.Entries.TryGetValue(later.Row.Hotkey, out var copy)
            && Course.Entries.TryGetValue(earlier.Row.Hotkey, out var original)
            && copy.Submission > original.Submission
            && Course.Outputs.TryGetValue((task.Id, later.Row.Hotkey), out var left)
            && Course.Outputs.TryGetValue((task.Id, earlier.Row.Hotkey), out var kept)
            && left.Digest == kept.Digest;
    }
}
