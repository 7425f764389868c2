using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;
using Gradients.Runners.Cage;
using Gradients.Runners.Conductor;

namespace Gradients.Host.Tests.Conductor;

/// <summary>From entries to weights, with real builds, runs and measurements, what the text tournament of 2025.12 is
/// not.</summary>
public sealed class when_other_types_are_conducted(Engines engines)
{
    [Fact]
    public async Task images_are_measured_by_an_evaluator_and_crown_a_champion()
    {
        var (state, events) = await ConductAsync(TournamentType.Image, "2025.12", miners: 8);
        Assert.Equal(26, All<RunFinished>(events).Count);
        Assert.Equal(26, All<LossMeasured>(events).Count(loss => loss.Method == "container" && loss.IsFinetune));
        Assert.All(All<TaskPosed>(events), task => Assert.Equal(TaskType.ImageTask, task.Type));
        Assert.Equal(6, All<TaskDecided>(events).Count(task => task.BossRoundWinner is not null));
        Assert.Single(All<WeightsDerived>(events));
        Assert.NotEqual(default, Assert.IsType<Tournament.Completed>(state).Winner);
    }

    [Fact]
    public async Task text_under_2026_10_is_compared_example_by_example()
    {
        var (state, events) = await ConductAsync(TournamentType.Text, "2026.10", miners: 3);
        Assert.IsType<Tournament.Completed>(state);
        Assert.Equal([3, 2], All<RoundDrawn>(events).Take(2).Select(round => round.Assignments[0].Length));
        var judged = All<BossTaskJudged>(events);
        Assert.Equal(5, judged.Count(task => task.Comparison is { Examples: 6 }));
        // Both were measured on the same examples.
        foreach (var task in All<ExampleLossesMeasured>(events).GroupBy(losses => losses.Task))
            Assert.Equal((2, 1), (task.Count(), task.Select(losses => losses.Fingerprint).Distinct().Count()));
        Assert.Equal(2, All<TaskScored>(events)[^1].Rows.Length);
        Assert.Single(All<FineTuneContinued>(events));
        Assert.Single(All<NodeWeightsDerived>(events));
    }

    [Fact]
    public async Task environments_are_played_in_pairs_and_scored_by_an_evaluator()
    {
        var (state, events) = await ConductAsync(TournamentType.Environment, "2026.10", miners: 3);
        Assert.IsType<Tournament.Completed>(state);
        var group = All<TaskScored>(events)[0];
        Assert.Equal(6, All<GamesPlayed>(events).Count(games => games.Task == group.Task));
        Assert.Equal(4, All<EnvironmentScored>(events).Count(score => score.Task == group.Task));
        Assert.Equal(["words_duel", "swe_infinite"], group.Environments.Select(played => played.Environment));
        Assert.Contains(group.Rows, row => row.Hotkey == Constants2026_10.Placeholder);
        Assert.Single(All<NodeWeightsDerived>(events));
    }

    async Task<(Tournament State, List<Recorded> Events)> ConductAsync(
        TournamentType type, string rulebook, int miners)
    {
        await using var stage = await Stage.SetAsync(engines, type, "autumn", rulebook, miners, Stage.Host(engines));
        var troubles = new List<string>();
        await stage.ConductAsync(telling =>
        {
            if (telling is Telling.Over { Fault: { } fault } over)
                troubles.Add($"{over.Job.Key}: {fault}");
            if (telling is Telling.Refused refused)
                troubles.Add($"{refused.Key}: {refused.Refusal}");
        });
        Assert.Empty(troubles);
        Assert.Empty(await engines.Runs.Containers.ListAsync([]));
        Assert.Empty(await engines.Runs.Volumes.ListAsync([CageSpec.LeaseLabel]));
        await using var kept = stage.Source.CreateCommand(
            "select count(*) filter (where kind = 'image'), count(*) filter (where kind = 'end') from ledger_run_files");
        await using (var counts = await kept.ExecuteReaderAsync())
        {
            await counts.ReadAsync();
            Assert.Equal(miners, counts.GetInt64(0)); // Of each entry the image, of each run how it ended.
            Assert.NotEqual(0, counts.GetInt64(1));
        }
        var (state, events) = await stage.LedgerAsync();
        return (state.TournamentOf("tournament/autumn"), events);
    }

    static List<T> All<T>(IEnumerable<Recorded> events) => [.. events.Select(e => e.Event).OfType<T>()];
}
