using System.Collections.Immutable;
using Gradients.Ledger;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store.Conducting;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Conductor;
using Gradients.Runners.Demo;

namespace Gradients.Runners.Tests.Conductor;

/// <summary>A ledger in memory whose conductor is asked again and again, and hands that are played.</summary>
sealed class PlayedCourse
{
    public const string Stream = "tournament/spring";

    readonly MemoryLedger _ledger = new();
    int _folded;

    public PlayedCourse(ConductPlan? plan = null, string rulebook = "2025.12",
        TournamentType type = TournamentType.Text, int miners = 8)
    {
        Plan = plan ?? ConductPlan.Plain(56);
        Miners = [.. Enumerable.Range(1, miners).Select(i => new DemoMiner(
            new(Key(i)), Key(100 + i), $"https://example.org/{i}", $"{i:x40}", ""))];
        foreach (var line in DemoTournament.Commands("spring", type, 56, Miners, rulebook))
            Assert.IsType<Answer.Accepted>(Record(line));
    }

    public ConductPlan Plan { get; }

    public ImmutableArray<DemoMiner> Miners { get; }

    public List<Hold> Holds { get; } = [];

    public Desk Desk { get; } = new();

    public LedgerState State => _ledger.State;

    public Tournament Tournament => State.TournamentOf(Stream);

    public IReadOnlyList<Recorded> Events => _ledger.Events;

    /// <summary>The loss of a hotkey at a task; null: its measurement fails.</summary>
    public Func<TaskPosed, Hotkey, double?> Loss { get; set; } = (task, hotkey) => Math.Abs(
        (task.Task + hotkey.Text).Aggregate(7, (h, c) => unchecked((h * 31) + c)) % 1000) + 1;

    /// <summary>The losses of single examples, where the rulebook reads them: all of them the whole one.</summary>
    public Func<TaskPosed, Hotkey, double, ImmutableArray<double>> Examples { get; set; } =
        (_, _, loss) => [.. Enumerable.Repeat(loss, 20)];

    /// <summary>Where tasks come from; as plain as can be where it is left out.</summary>
    public Func<Job.Pose, ImmutableArray<TaskPosed>>? Tasks { get; set; }

    /// <summary>Whether an attempt leaves a model.</summary>
    public Func<RunKey, bool> Trains { get; set; } = _ => true;

    static string Key(int i) => Gradients.Ledger.Hashing.Ss58.Encode(
        System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i)));

    public Work Work() => Gradients.Runners.Conductor.Work.Of(State, Desk, Plan, new([1, 2, 3]), Holds, 0);

    public Answer Record(CommandLine line)
    {
        var answer = _ledger.Handle(line, 0);
        for (; _folded < _ledger.Events.Count; _folded++)
            Desk.Fold(_ledger.Events[_folded]);
        return answer;
    }

    /// <summary>Does everything that is due, once.</summary>
    /// <returns>Whether anything was.</returns>
    public bool Turn()
    {
        var head = State.Head;
        foreach (var job in Work().Jobs)
            Do(job);
        return State.Head != head;
    }

    public void Play()
    {
        const int longest = 1000;
        for (var turns = 0; Turn(); turns++)
            Assert.True(turns < longest, "it never ends");
    }

    public void Do(Job job)
    {
        switch (job)
        {
            case Job.Say say:
                Record(say.Line);
                break;
            case Job.Check check:
                Say(Keys.Of(check.Stream, "accept", check.Entry.Hotkey.Text), new EntryAccepted(check.Entry.Hotkey));
                break;
            case Job.Pose pose:
                Pose(pose);
                break;
            case Job.Train train:
                Train(train);
                break;
            case Job.Measure measure:
                foreach (var fact in Measured(measure))
                    Say(Keys.Of(Stream, measure.Task.Task, $"{fact}", "measure"), fact);
                if (measure.Reads is DecidedFrom.Rewards or DecidedFrom.Environments)
                    Record(new(Stream, null, Keys.Of(Stream, measure.Task.Task, "score"),
                        new ScoreTask(measure.Task.Task)));
                break;
        }
    }

    IEnumerable<TournamentEvent> Measured(Job.Measure job)
    {
        var task = job.Task.Task;
        if (job.Reads == DecidedFrom.Environments)
        {
            foreach (var fact in Played(job))
                yield return fact;
            yield break;
        }
        foreach (var model in job.Models)
            if (Loss(job.Task, model.Hotkey) is not { } loss)
                yield return new MeasurementFailed(model.Hotkey, "unreadable", task);
            else if (job.Reads == DecidedFrom.Rewards)
                yield return new RewardsMeasured(0.0, model.Hotkey, [new("length", loss, null)], loss, task);
            else
            {
                var method = job.Reads == DecidedFrom.ExampleLosses ? "native" : "played";
                yield return new LossMeasured(job.Task.HeldOutDigest, model.Hotkey, true, loss, method, null, task);
                if (job.Reads == DecidedFrom.ExampleLosses)
                    yield return new ExampleLossesMeasured(
                        "sha256:examples", 0, model.Hotkey, Examples(job.Task, model.Hotkey, loss), task);
            }
    }

    /// <summary>One game a pair, which goes to the higher score.</summary>
    IEnumerable<TournamentEvent> Played(Job.Measure job)
    {
        double Score(Trained model) => Loss(job.Task, model.Hotkey) ?? 0;
        for (var i = 0; i < job.Models.Length; i++)
            foreach (var second in job.Models[(i + 1)..])
            {
                var won = Score(job.Models[i]) > Score(second);
                yield return new GamesPlayed(
                    0, "words_duel", job.Models[i].Hotkey, won ? 1 : 0, second.Hotkey, won ? 0 : 1, job.Task.Task);
            }
        foreach (var model in job.Models)
            yield return new EnvironmentScored("swe_infinite", model.Hotkey, Score(model), job.Task.Task);
    }

    void Say(string key, TournamentEvent fact) => Record(new(Stream, null, key, new Report(fact)));

    void Pose(Job.Pose job)
    {
        if (Tasks is not null)
        {
            foreach (var task in Tasks(job))
                Say(Keys.Of(Stream, "pose", task.Task), task);
            return;
        }
        TaskType[] final = [TaskType.InstructTextTask, TaskType.InstructTextTask, TaskType.DpoTask, TaskType.DpoTask,
            TaskType.GrpoTask, TaskType.GrpoTask];
        var slots = job.Drawn.Assignments;
        var due = job.Drawn.Kind == RoundKind.Boss
            ? final.Select(type => (0, type))
            : slots.Select((_, slot) => (slot, TaskType.InstructTextTask));
        var number = 0;
        foreach (var (slot, type) in due)
        {
            var task = $"task-{job.Drawn.Round}-{number++}";
            Say(Keys.Of(Stream, "pose", task), new TaskPosed("sha256:data", slots[slot], null, "sha256:held", 1,
                "example/model", null, slot, task, type));
        }
    }

    void Train(Job.Train job)
    {
        var run = job.Run;
        Say(Keys.Of(run, "start"), new RunStarted(run.Attempt, run.Hotkey, "sha256:image", "played", run.Task));
        if (Trains(run))
            Say(Keys.Of(run, "finish"), new RunFinished(
                run.Attempt, 0, run.Hotkey, $"sha256:{run.Hotkey}{run.Task}", run.Task, null));
        else
            Say(Keys.Of(run, "fail"), new RunFailed(run.Attempt, run.Hotkey, "exit_1", run.Task));
    }
}
