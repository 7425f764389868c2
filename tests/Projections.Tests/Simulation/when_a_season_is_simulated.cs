using Gradients.Ledger.Benchmarks;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;
using Gradients.Projections.Audits;
using Gradients.Projections.Simulation;

namespace Gradients.Projections.Tests.Simulation;

public sealed class when_a_season_is_simulated(ITestOutputHelper output)
{
    const int Seeds = 200;

    static readonly Type[] OfOtherSettings =
    [
        typeof(EntryStaked), typeof(StakesObserved), typeof(SyntheticLossMeasured), typeof(TaskCopied),
        typeof(PoolTaskPosed), typeof(PoolResultMeasured), typeof(PoolTaskScored), typeof(PoolTaskFailed),
        typeof(PoolTaskImported), typeof(PoolRead), typeof(PlacesAwarded), typeof(NodeWeightsDerived), typeof(NeuronsObserved), typeof(WeightsSubmitted),
        typeof(WeightsIncluded), typeof(WeightsExpired), typeof(WeightsObservedOnChain), typeof(WeightsDiverged),
        typeof(WeightsAlarmRaised), typeof(BenchmarkMeasured),
    ];

    [Fact]
    public void the_same_seed_gives_the_same_bytes()
    {
        Assert.Equal(Simulated.Commands(7, 4), Simulated.Commands(7, 4));
        // Pinned: a season invented on one machine is the season that everybody with its seed invents.
        Assert.Equal("a874efd27807ecebd8ce1bd9df1b148120c937616e4700316adc839a3f8342e2", Simulated.Digest(Simulated.Commands(7, 4)));
    }

    [Fact]
    public void another_seed_gives_another_season()
    {
        var digests = Enumerable.Range(0, 20).Select(seed => Simulated.Digest(Simulated.Commands(seed, 1)));
        Assert.Equal(20, digests.Distinct().Count());
    }

    /// <summary>The simulator throws when the ledger refuses one of its commands, so these seeds ran without refusal.</summary>
    [Fact]
    public void every_audit_finds_the_ledger_equal_and_every_event_type_occurs()
    {
        var seen = new HashSet<Type>();
        var (entries, weights) = (0L, 0L);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var events = new SeasonSimulator(seed, 1 + (seed % 5)).Events().ToList();
            seen.UnionWith(events.Select(e => e.Event.GetType()));
            var report = Simulated.Audited(events);
            Assert.True(report.ExitCode(strict: false) == 0,
                $"seed {seed}: {report.Divergence?.ToString() ?? report.Unreadable?.ToString()}");
            Assert.Equal(events.Count, report.Events);
            entries += report.Events;
            weights += report.Weights;
        }
        output.WriteLine($"{Seeds} seeds, {entries} entries, {weights} weights");
        // The simulator plays 2025.12, which reads no evidence, no places, and pays in its own event; it has no chain.
        Assert.Empty(EventTypes.All
            .Where(type => !seen.Contains(type.Type) && !type.Type.IsSubclassOf(typeof(TaskEvidence))
                && !OfOtherSettings.Contains(type.Type))
            .Select(type => type.Alias));
    }

    [Fact]
    public void recording_its_commands_gives_its_events_and_doing_so_again_changes_nothing()
    {
        var ledger = new MemoryLedger();
        var simulated = new List<Recorded>();
        var lines = new List<CommandLine>();
        var names = new Interner();
        var writer = new CanonicalWriter();
        foreach (var step in new SeasonSimulator(11, 4).Steps())
        {
            simulated.AddRange(step.Events);
            writer.Clear();
            step.Line.Write(writer);
            lines.Add(CommandLine.Read(writer.Written, names));
        }
        foreach (var line in lines)
            Assert.IsType<Answer.Accepted>(ledger.Handle(line, line.At!.Value));
        Assert.Equal(Simulated.Export(simulated), Simulated.Export(ledger.Events));
        foreach (var line in lines)
            Assert.IsType<Answer.Repeated>(ledger.Handle(line, line.At!.Value));
        Assert.Equal(simulated.Count, ledger.Events.Count);
    }

    [Fact]
    public void times_rise_and_tournaments_of_one_type_never_overlap_while_those_of_two_do()
    {
        var steps = new SeasonSimulator(3, 10).Steps().ToList();
        Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.True(pair.First.Line.At < pair.Second.Line.At));
        var spans = steps.Where(step => Streams.IsTournament(step.Line.Stream))
            .GroupBy(step => step.Line.Stream)
            .Select(group => (Stream: group.Key, From: group.Min(s => s.Line.At), To: group.Max(s => s.Line.At)))
            .ToList();
        var overlaps = spans.SelectMany(a => spans.Where(b => a.From < b.From && b.From < a.To), (a, b) => (a, b));
        Assert.NotEmpty(overlaps);
        Assert.All(overlaps, o => Assert.NotEqual(
            o.a.Stream.Contains("text", StringComparison.Ordinal),
            o.b.Stream.Contains("text", StringComparison.Ordinal)));
    }

    [Fact]
    public void no_tournaments_leave_the_rules_and_a_metagraph() =>
        Assert.Equal(2, new SeasonSimulator(1, 0).Events().Count());
}
