using Gradients.Ledger;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;
using Gradients.Runners.Conductor;

namespace Gradients.Runners.Tests.Conductor;

public sealed class when_work_is_looked_for
{
    [Fact]
    public void a_tournament_goes_to_its_end_and_then_nothing_is_due()
    {
        var course = new PlayedCourse();
        course.Play();
        Assert.IsType<Tournament.Completed>(course.Tournament);
        Assert.Single(course.Events, e => e.Event is WeightsDerived);
        Assert.Empty(course.Work().Jobs);
        Assert.Empty(course.Work().Waits);
    }

    [Fact]
    public void images_stay_while_somebody_may_run_them_and_then_the_champions_alone()
    {
        var defender = new Code(default, "https://example.org/defender", new string('d', 40), 0);
        var course = new PlayedCourse(ConductPlan.Plain(56) with { Champion = _ => defender });
        string[] Wanted() => [.. Job.Tidy.Of(course.State, course.Desk, course.Plan).Wanted
            .Select(code => code.Repository).Distinct().Order(StringComparer.Ordinal)];
        var all = course.Miners.Select(miner => miner.Repository).Append(defender.Repository)
            .Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(all, Wanted());
        Assert.Equal(0, course.Desk.Ended);
        while (course.State.Live.Length > 0)
        {
            Assert.Equal(all, Wanted());
            Assert.True(course.Turn());
        }
        var winner = ((Tournament.Completed)course.Tournament).RealWinner;
        var champion = course.Miners.FirstOrDefault(miner => miner.Hotkey == winner)?.Repository;
        // The other types' titles are still the defender's.
        Assert.Equal(champion is null ? [defender.Repository] : [champion, defender.Repository], Wanted());
        Assert.NotEqual(0, course.Desk.Ended);
    }

    [Fact]
    public void asking_twice_gives_the_same_jobs_and_nothing_done_twice_is_recorded_twice()
    {
        var once = new PlayedCourse();
        once.Play();
        var doubled = new PlayedCourse();
        while (true)
        {
            var (first, second) = (doubled.Work(), doubled.Work());
            Assert.Equal(first.Jobs.Select(job => job.Key), second.Jobs.Select(job => job.Key));
            var head = doubled.State.Head;
            foreach (var job in first.Jobs.Concat(second.Jobs))
                doubled.Do(job);
            if (doubled.State.Head == head)
                break;
        }
        Assert.Equal(once.Events.Count, doubled.Events.Count);
    }

    [Fact]
    public void in_any_order_the_jobs_come_to_the_same_champion()
    {
        var straight = new PlayedCourse();
        straight.Play();
        for (var seed = 1; seed <= 5; seed++)
        {
            var shuffled = new PlayedCourse();
            var random = new Random(seed);
            while (true)
            {
                var jobs = shuffled.Work().Jobs.ToArray();
                random.Shuffle(jobs);
                var head = shuffled.State.Head;
                // Some are left for later: others become due meanwhile.
                foreach (var job in jobs.Where(job => job is Job.Check or Job.Pose || random.Next(3) > 0))
                    shuffled.Do(job);
                if (shuffled.State.Head == head && shuffled.Work().Jobs.IsEmpty)
                    break;
            }
            Assert.True(((Tournament.Completed)straight.Tournament).Winner
                == ((Tournament.Completed)shuffled.Tournament).Winner, $"seed {seed}");
        }
    }

    [Fact]
    public void an_attempt_that_fails_is_followed_by_one_more_and_then_the_training_has_failed()
    {
        var course = new PlayedCourse();
        var loser = course.Miners[3].Hotkey;
        course.Trains = run => run.Hotkey != loser;
        course.Play();
        Assert.IsType<Tournament.Completed>(course.Tournament);
        Assert.Equal([1, 2], course.Events.Select(e => e.Event).OfType<RunFailed>().Select(e => e.Attempt));
        var ended = Assert.Single(course.Events.Select(e => e.Event).OfType<TrainingEnded>(),
            e => e.Status == TrainingStatus.Failure);
        Assert.Equal(loser, ended.Hotkey);
    }

    [Fact]
    public void a_task_most_of_whose_trainings_failed_waits_for_its_approval()
    {
        var course = new PlayedCourse();
        course.Trains = run => run.Task != "task-1-0";
        course.Play();
        var wait = Assert.Single(course.Work().Waits);
        Assert.Contains("task-1-0", wait.What, StringComparison.Ordinal);
        Assert.Empty(course.Work().Jobs);
        course.Record(new(PlayedCourse.Stream, null, "approve", new Report(new FailuresApproved("me", "task-1-0"))));
        course.Play();
        Assert.IsType<Tournament.Completed>(course.Tournament);
    }

    [Fact]
    public void equal_losses_of_equal_outputs_are_a_duplicate_of_the_earlier_entry()
    {
        var course = new PlayedCourse { Loss = (_, _) => 1.5 };
        course.Play();
        // Outputs differ by hotkey here: nobody copied anybody, equal as their losses are.
        Assert.DoesNotContain(course.Events, e => e.Event is DuplicateFound);
    }

    [Fact]
    public void what_is_held_waits_and_the_rest_goes_on()
    {
        var course = new PlayedCourse();
        course.Holds.Add(new("spring", "task-1-0", "the dataset is looked at"));
        course.Play();
        var running = Assert.IsType<Tournament.Running>(course.Tournament);
        Assert.Equal(["task-1-0"], running.Round!.Tasks.Where(task => !task.IsDecided).Select(task => task.Id));
        course.Holds.Clear();
        course.Holds.Add(new("spring", null, "an appeal"));
        Assert.Empty(course.Work().Jobs);
        course.Holds.Clear();
        course.Play();
        Assert.IsType<Tournament.Completed>(course.Tournament);
    }

    [Fact]
    public void whoever_lost_its_node_is_not_drawn_again()
    {
        var course = new PlayedCourse();
        while (course.Tournament is not Tournament.Running { Past.Length: 1, Round: null })
            course.Do(course.Work().Jobs[0]);
        var winner = ((Tournament.Running)course.Tournament).Past[0].Winners[0];
        course.Record(new(Streams.Metagraph(56), null, "later", new Report(new Gradients.Ledger.Metagraphs.MetagraphObserved(
            6_900_001, new string('b', 64), [.. course.Miners.Select(m => m.Hotkey).Where(h => h != winner)]))));
        course.Play();
        Assert.Equal(winner, Assert.Single(course.Events.Select(e => e.Event).OfType<NodeGone>()).Hotkey);
        Assert.IsType<Tournament.Completed>(course.Tournament);
    }

    [Fact]
    public void entries_are_settled_in_the_order_they_came()
    {
        var course = new PlayedCourse();
        var checks = course.Work().Jobs.OfType<Job.Check>().ToArray();
        Assert.Equal(course.Miners.Select(miner => miner.Hotkey), checks.Select(check => check.Entry.Hotkey));
        Assert.Equal(Enumerable.Range(0, 8), checks.Select(check => check.Rank));
    }
}
