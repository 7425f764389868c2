using System.Collections.Immutable;
using Gradients.Ledger;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;
using Gradients.Runners.Catalogues;
using Gradients.Runners.Conductor;
using Gradients.Runners.Conductor.Crew;
using Gradients.Runners.Demo;

namespace Gradients.Runners.Tests.Conductor;

/// <summary>Tournaments under the newest rules: tasks of a real catalogue, played runs and measurements.</summary>
public sealed class when_2026_10_is_conducted : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("october-").FullName;

    readonly CatalogueTasks _tasks;

    public when_2026_10_is_conducted()
    {
        var catalogue = DemoCatalogue.Write(Path.Combine(_folder, "catalogue"), rows: 20);
        _tasks = new(CatalogueFile.Read(File.ReadAllBytes(catalogue)), Path.GetDirectoryName(catalogue)!,
            Path.Combine(_folder, "work"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static Hotkey Boss => Constants2026_10.Placeholder;

    PlayedCourse Course(TournamentType type, int miners)
    {
        var plan = ConductPlan.Plain(56) with
        {
            Dataset = _tasks.DatasetOf,
            Champion = _ => new(default, "https://example.org/champion", $"{7:x40}", 0),
        };
        var course = new PlayedCourse(plan, "2026.10", type, miners)
        {
            Tasks = job => _tasks.Source.Pose(job, CancellationToken.None).GetAwaiter().GetResult(),
        };
        // The first miner is the best of all, the champion's placeholder the worst.
        course.Loss = (task, hotkey) =>
        {
            var rank = course.Miners.Select(miner => miner.Hotkey).ToList().IndexOf(hotkey);
            var better = task.Type is TaskType.GrpoTask or TaskType.EnvironmentTask ? -1 : 1;
            return 10 + (better * (rank < 0 ? 8 : rank));
        };
        return course;
    }

    static List<T> All<T>(PlayedCourse course) => [.. course.Events.Select(e => e.Event).OfType<T>()];

    [Fact]
    public void a_text_tournament_goes_from_one_group_over_pairs_to_its_paired_verdicts_and_the_weights()
    {
        var course = Course(TournamentType.Text, miners: 5);
        course.Play();

        Assert.IsType<Tournament.Completed>(course.Tournament);
        Assert.Equal(course.Miners[0].Hotkey, Assert.Single(All<ChampionDethroned>(course)).Challenger);
        Assert.Equal(
            [(RoundKind.Group, 1, 2), (RoundKind.Knockout, 1, 1), (RoundKind.Boss, 1, 1)],
            All<RoundDrawn>(course).Zip(All<RoundClosed>(course)).Select(
                both => (both.First.Kind, both.First.Assignments.Length, both.Second.Advanced.Length)));
        var posed = All<TaskPosed>(course);
        Assert.Equal([3, 1, 6], posed.CountBy(task => task.Entrants.Length == 5 ? 1
            : task.Entrants.Contains(Boss) ? 3 : 2).OrderBy(pair => pair.Key).Select(pair => pair.Value));

        // Each boss task but GRPO is compared example by example, on the same ones.
        var judged = All<BossTaskJudged>(course);
        Assert.Equal(6, judged.Count);
        Assert.Equal(5, judged.Count(task => task.How == JudgedBy.Paired && task.Comparison is { ChallengerWins: 20 }));
        Assert.Equal(JudgedBy.Margin, Assert.Single(judged, task => task.Comparison is null).How);
        Assert.Equal(2, All<TaskScored>(course).Last().Rows.Length);
        Assert.Single(All<NodeWeightsDerived>(course));
        Assert.Empty(course.Work().Jobs);
        Assert.Empty(course.Work().Waits);
    }

    [Fact]
    public void nobody_trains_on_from_an_earlier_fine_tune_before_its_name_is_on_record()
    {
        var course = Course(TournamentType.Text, miners: 2);
        course.Play();
        var named = Assert.Single(All<FineTuneContinued>(course));
        Assert.Equal("continuous-sft:words:1", named.Dataset);
        var events = course.Events.Select(e => e.Event).ToList();
        Assert.True(events.IndexOf(named) < events.FindIndex(e => e is RunScheduled run && run.Task == named.Task));
        Assert.Equal(TaskType.ChatTask, Assert.Single(All<TaskPosed>(course), task => task.Task == named.Task).Type);
    }

    [Fact]
    public void drawn_tasks_get_their_stand_ins_once_and_the_final_comes_to_its_end()
    {
        var course = Course(TournamentType.Text, miners: 2);
        // Example by example nothing is decided: all of them lie in the dead zone.
        course.Examples = (_, _, _) => [.. Enumerable.Repeat(1.0, 20)];
        course.Play();

        Assert.IsType<Tournament.Completed>(course.Tournament);
        var drawn = All<BossTaskJudged>(course).Where(task => task.How == JudgedBy.Draw).Select(task => task.Task)
            .ToList();
        Assert.Equal(10, drawn.Count); // Five, and the five that stood in for them.
        var posed = All<TaskPosed>(course);
        Assert.Equal(drawn[..5].Order(), posed.Select(task => task.Replaces).OfType<string>().Order());
        var standIns = posed.Where(task => task.Replaces is not null).Select(task => task.Task);
        Assert.Equal(drawn[5..].Order(), standIns.Order());
        var chat = posed.Single(task => task.Type == TaskType.ChatTask);
        Assert.Equal(TaskType.InstructTextTask, posed.Single(task => task.Replaces == chat.Task).Type);
        Assert.Single(All<ChampionDethroned>(course)); // The one decided task is enough (4.4).
    }

    [Fact]
    public void stand_ins_that_a_dead_conductor_did_not_pose_follow()
    {
        var course = Course(TournamentType.Text, miners: 2);
        course.Examples = (_, _, _) => [.. Enumerable.Repeat(1.0, 20)];
        while (!All<TaskPosed>(course).Any(task => task.Replaces is not null))
            foreach (var job in course.Work().Jobs)
                course.Do(job);
        // From here on everything else is done before the next one is posed.
        while (course.Tournament is not Tournament.Completed)
        {
            var jobs = course.Work().Jobs;
            Assert.NotEmpty(jobs);
            course.Do(jobs.FirstOrDefault(job => job is not Job.Pose) ?? jobs[0]);
        }
        Assert.Equal(5, All<TaskPosed>(course).Count(task => task.Replaces is not null));
    }

    [Fact]
    public void a_loss_whose_examples_do_not_follow_is_measured_again_before_anything_is_decided()
    {
        var course = Course(TournamentType.Text, miners: 2);
        Job.Measure? measure = null;
        while (measure is null)
            foreach (var job in course.Work().Jobs)
                if (job is Job.Measure { Reads: DecidedFrom.ExampleLosses } found)
                    measure = found;
                else
                    course.Do(job);
        var died = measure;
        course.Record(new(PlayedCourse.Stream, null, "died after it", new Report(
            new LossMeasured(
                died.Task.HeldOutDigest, died.Models[0].Hotkey, true, 5, "native", null, died.Task.Task))));
        foreach (var job in course.Work().Jobs.Where(job => job.Key != died.Key).ToList())
            course.Do(job);
        Assert.Contains(course.Work().Jobs, job => job.Key == died.Key);
        Assert.DoesNotContain(All<TaskDecided>(course), task => task.Task == died.Task.Task);
        course.Play();
        Assert.IsType<Tournament.Completed>(course.Tournament);
        Assert.Equal(2, All<ExampleLossesMeasured>(course).Count(losses => losses.Task == died.Task.Task));
    }

    [Fact]
    public void an_environment_tournament_is_played_and_scored_with_the_champion_in_its_group()
    {
        var course = Course(TournamentType.Environment, miners: 3);
        course.Play();

        Assert.IsType<Tournament.Completed>(course.Tournament);
        Assert.Equal(course.Miners[0].Hotkey, Assert.Single(All<ChampionDethroned>(course)).Challenger);
        Assert.Equal(["words_duel", "swe_infinite"],
            All<EnvironmentsNamed>(course)[0].Environments.Select(environment => environment.Name));
        var scored = All<TaskScored>(course);
        Assert.Equal([4, 2], scored.Select(task => task.Rows.Length)); // The placeholder is in the group as well.
        Assert.Equal(6, All<GamesPlayed>(course).Count(games => games.Task == scored[0].Task));
        Assert.Single(All<NodeWeightsDerived>(course));
        Assert.Empty(course.Work().Jobs);
    }

    [Fact]
    public void a_group_nobody_has_a_result_of_waits_for_somebody()
    {
        var course = Course(TournamentType.Environment, miners: 3);
        course.Trains = _ => false;
        course.Play();
        course.Record(new(PlayedCourse.Stream, null, "approve", new Report(
            new FailuresApproved("me", All<TaskPosed>(course)[0].Task))));
        course.Play();
        Assert.Empty(course.Work().Jobs);
        Assert.Contains("cannot be closed", Assert.Single(course.Work().Waits).What, StringComparison.Ordinal);
    }
}
