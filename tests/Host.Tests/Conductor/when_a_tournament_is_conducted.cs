using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Gradients.Ledger.Store.Conducting;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;
using Gradients.Runners.Builds;
using Gradients.Runners.Cage;
using Gradients.Runners.Conductor;

namespace Gradients.Host.Tests.Conductor;

/// <summary>A whole text tournament of eight miners that nothing disturbs; what it comes to is compared with.</summary>
public sealed class Undisturbed(Engines engines) : IAsyncLifetime
{
    public LedgerState State { get; private set; } = null!;

    public List<Recorded> Events { get; private set; } = [];

    public List<string> Troubles { get; } = [];

    public ImmutableArray<string> Facts { get; private set; }

    public ImmutableArray<RunLease> Leases { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await using var stage = await Stage.SetAsync(engines, TournamentType.Text, "spring", Stage.Host(engines));
        await stage.ConductAsync(Note);
        (State, Events) = await stage.LedgerAsync();
        Facts = stage.Facts(Events);
        Leases = await stage.LeasesAsync();
    }

    void Note(Telling telling)
    {
        if (telling is Telling.Over { Fault: { } fault } over)
            Troubles.Add($"{over.Job.Key}: {fault}");
        if (telling is Telling.Refused refused)
            Troubles.Add($"{refused.Key}: {refused.Refusal}");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed partial class when_a_tournament_is_conducted(Engines engines, Undisturbed undisturbed) : IClassFixture<Undisturbed>
{
    [Fact]
    public async Task it_goes_from_its_entries_to_its_champion_and_the_weights_with_no_hand_on_it()
    {
        Assert.Empty(undisturbed.Troubles);
        var events = undisturbed.Events;
        var completed = Assert.IsType<Tournament.Completed>(undisturbed.State.TournamentOf("tournament/spring"));
        Assert.Contains(events, e => e.Event is WeightsDerived);
        Assert.Equal(8, events.Count(e => e.Event is EntryAccepted));
        Assert.Equal(26, events.Count(e => e.Event is RunFinished));
        Assert.Equal(26, events.Count(e => e.Event is LossMeasured));
        Assert.Equal(events.Count, undisturbed.State.Head);
        Assert.NotEqual(default, completed.Winner);
        Assert.Empty(undisturbed.Leases);
        await NothingIsLeftAsync();
    }

    /// <summary>
    /// It came to its end, nothing happened twice, and the facts are those of the undisturbed tournament, losses
    /// included.
    /// </summary>
    void SameFacts(Stage stage, IReadOnlyList<Recorded> events)
    {
        Assert.Single(events, e => e.Event is TournamentCompleted);
        Assert.Single(events, e => e.Event is WeightsDerived);
        Assert.Equal(8, events.Count(e => e.Event is EntryAccepted));
        Once(events.Select(e => e.Event).OfType<RunStarted>().Select(run => (run.Task, run.Hotkey, run.Attempt)));
        Once(events.Select(e => e.Event).OfType<RunFinished>().Select(run => (run.Task, run.Hotkey, run.Attempt)));
        Once(events.Select(e => e.Event).OfType<LossMeasured>().Select(loss => (loss.Task, loss.Hotkey, 0)));
        var facts = stage.Facts(events);
        Assert.True(facts.SequenceEqual(undisturbed.Facts), string.Join('\n',
            [.. undisturbed.Facts.Except(facts).Select(fact => "missing: " + fact),
             .. facts.Except(undisturbed.Facts).Select(fact => "not expected: " + fact)]));
    }

    static void Once(IEnumerable<(string, Hotkey, int)> all)
    {
        var seen = all.ToList();
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    /// <summary>Places between which a process may die, and at which time it comes there.</summary>
    static readonly (string Step, int Times)[] Deaths =
    [
        ("entry: checked, not recorded", 3),
        ("conductor: recorded, not acted upon", 12),
        ("run: placed, not started", 2),
        ("run: started, not recorded", 1),
        ("run: its start recorded", 3),
        ("run: over, not recorded", 1),
        ("run: its end recorded", 2),
        ("run: removed, its lease not ended", 1),
        ("measurement: taken, not recorded", 2),
        ("append: committed, not answered", 9),
    ];

    /// <summary>With GRADIENTS_EVERY_STEP=N in the environment it dies at every N-th step instead, whichever it
    /// is.</summary>
    [Fact]
    public async Task a_conductor_that_is_killed_again_and_again_brings_it_to_its_end()
    {
        await using var stage = await Stage.SetAsync(engines, TournamentType.Text, "spring", Stage.Host(engines));
        if (int.TryParse(Environment.GetEnvironmentVariable("GRADIENTS_EVERY_STEP"), CultureInfo.InvariantCulture,
            out var every))
            while (await DiesAsync(stage, "", every))
            {
            }
        else
            foreach (var (step, times) in Deaths)
                Assert.True(await DiesAsync(stage, step, times), $"it never came to '{step}'");

        // Two at once for what is left: one conducts, and when it is killed the other does.
        await using var first = Node.Start(stage, lease: null);
        await first.UntilAsync("this node conducts");
        await using var second = Node.Start(stage, lease: null);
        await first.UntilAsync("run_started");
        Assert.DoesNotContain("this node conducts", second.Said, StringComparison.Ordinal);
        first.Kill();
        await TellTakeoverAsync(second);
        Assert.True(await second.EndAsync() == 0, second.Said);
        Assert.Contains("this node conducts", second.Said, StringComparison.Ordinal);

        var (_, events) = await stage.LedgerAsync();
        SameFacts(stage, events);
        Assert.Empty(await stage.LeasesAsync());
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task of_three_hosts_one_is_killed_and_its_runs_go_elsewhere_until_it_is_back()
    {
        await using var beta = await LoneEngine.StartAsync();
        await using var gamma = await LoneEngine.StartAsync();
        await using var stage = await Stage.SetAsync(engines, TournamentType.Text, "spring", Stage.Host(engines, runs: 1),
            Stage.Host("beta", beta.Address, runs: 1), Stage.Host("gamma", gamma.Address, runs: 1));
        await using var node = Node.Start(stage);
        await node.UntilAsync("/train on beta");
        await Task.Delay(TimeSpan.FromSeconds(1)); // Somewhere in the middle: wherever it is, it comes to the same.
        await beta.KillAsync();
        await node.UntilAsync("beta gets no work");
        await beta.LaunchAsync();
        await node.UntilAsync("beta is ready", times: 2);
        Assert.True(await node.EndAsync() == 0, node.Said);

        var (_, events) = await stage.LedgerAsync();
        SameFacts(stage, events);
        Assert.Empty(await stage.LeasesAsync());
        await NothingIsLeftAsync();
        foreach (var host in new[] { beta, gamma })
            using (var engine = await host.ConnectAsync())
            {
                Assert.Empty(await engine.Containers.ListAsync([]));
                Assert.Empty(await engine.Volumes.ListAsync([CageSpec.LeaseLabel]));
            }
    }

    /// <summary>With the usual lease, as operators have it; how long it takes depends on the machine.</summary>
    static async Task TellTakeoverAsync(Node other)
    {
        var clock = Stopwatch.StartNew();
        await other.UntilAsync("this node conducts");
        var taken = clock.Elapsed.TotalSeconds;
        await other.UntilAsync("#"); // The position of what it recorded first.
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"after the kill: taken over in {taken:0.0} s, the first event in {clock.Elapsed.TotalSeconds:0.0} s");
    }

    static async Task<bool> DiesAsync(Stage stage, string step, int times)
    {
        await using var node = Node.Start(stage, step, times);
        var exit = await node.EndAsync();
        Assert.True(exit is Node.Killed or 0, $"{step}: ended with {exit}\n{node.Said}");
        return exit == Node.Killed;
    }

    /// <summary>No container, volume or disk of anybody's, and no image of an entry but the champion's.</summary>
    async Task NothingIsLeftAsync()
    {
        foreach (var engine in new[] { engines.Runs, engines.Builds })
        {
            Assert.Empty(await engine.Containers.ListAsync([]));
            Assert.Empty(await engine.Volumes.ListAsync([CageSpec.LeaseLabel]));
            var left = (await engine.Images.ListAsync([ImageBuilder.BuildLabel])).SelectMany(image => image.RepoTags ?? [])
                .Where(tag => NameOfMinersCode().IsMatch(tag)).ToArray();
            Assert.True(left.Length <= 1, string.Join(' ', left));
        }
        Assert.Equal("", await new HostHelper(engines.Runs, Engines.Base).RunAsync("ls /disks", [], default));
    }

    /// <summary>The layers of an image that stays are listed too, without a name.</summary>
    [GeneratedRegex("^(gradients/entry:[0-9a-f]{16}|gradients/draft:.*)$")]
    private static partial Regex NameOfMinersCode();
}
