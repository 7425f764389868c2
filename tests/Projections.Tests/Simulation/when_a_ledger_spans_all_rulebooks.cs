using Gradients.Ledger.Pool;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;
using Gradients.Projections.Audits;
using Gradients.Projections.Explanations;
using Gradients.Projections.Simulation;

namespace Gradients.Projections.Tests.Simulation;

/// <summary>The pool, the first tournaments, December's and autumn's: one ledger, one world of miners.</summary>
public sealed class when_a_ledger_spans_all_rulebooks
{
    static Recorded[] Events(string rules = "all", long seed = 1, int tournaments = 3) =>
        [.. new JoinedSimulator(seed, rules, tournaments).Events()];

    [Fact]
    public void an_audit_recomputes_all_of_it_each_tournament_under_its_own_rules()
    {
        var events = Events();
        var report = Simulated.Audited(events);

        Assert.True(report.ExitCode(strict: false) == 0, $"{report.Divergence}");
        Assert.Equal(["2025.09", "2025.12", "2026.10"],
            events.Select(e => e.Event).OfType<TournamentAnnounced>().Select(e => e.Rulebook).Distinct());
        Assert.Equal(
            [TournamentType.Text, TournamentType.Image, TournamentType.Environment],
            events.Select(e => e.Event).OfType<TournamentAnnounced>().Where(e => e.Rulebook == "2026.10")
                .Select(e => e.Type));
        Assert.Contains(events, e => e.Event is BossTaskJudged);
        Assert.Contains(events, e => e.Event is TaskCopied);
        Assert.Equal(
            ["pool-2025.06", "pool-2025.07", "2025.09", "2026.10"],
            events.Select(e => e.Event).OfType<NodeWeightsDerived>().Select(e => e.Rulebook).Distinct());
    }

    [Theory]
    [InlineData("pool")]
    [InlineData("2025.09")]
    [InlineData("2026.10")]
    public void each_rulebook_can_be_simulated_alone_and_again(string rules)
    {
        var export = Simulated.Export(Events(rules, seed: 7, tournaments: 2));

        Assert.Equal(0, Audit.Of(new MemoryStream(export)).ExitCode(strict: false));
        Assert.Equal(export, Simulated.Export(Events(rules, seed: 7, tournaments: 2)));
    }

    [Fact]
    public void every_weight_that_was_set_is_explained()
    {
        var state = LedgerState.Empty;
        var settings = 0;
        foreach (var e in Events(tournaments: 2))
        {
            if (e.Event is WeightsDerived or NodeWeightsDerived)
            {
                settings++;
                var setting = VectorSetting.Of(state, state.Metagraph("metagraph/56")!);
                foreach (var (hotkey, uid) in setting.Metagraph.Metagraph.Hotkeys.Select((hotkey, uid) => (hotkey, uid)))
                    if (setting.Weights[uid] != 0)
                        Assert.True(WeightExplanation.Of(setting, hotkey).Lines.Length > 2, $"#{e.Position} {hotkey}");
            }
            state = LedgerState.Evolve(state, e);
        }
        Assert.True(settings > 8, $"{settings} settings");
    }

    [Fact]
    public void an_altered_result_of_the_pool_is_found()
    {
        var events = Events("pool", tournaments: 1);
        var place = Array.FindIndex(events, e => e.Event is PoolResultMeasured { Synthetic: not null, IsFinetune: true });
        var measured = (PoolResultMeasured)events[place].Event;
        events[place] = events[place] with { Event = measured with { Loss = measured.Loss + 100 } };

        var report = Simulated.Audited(events);

        Assert.Equal("pool_task_scored", report.Divergence?.Type);
    }

    [Fact]
    public void an_audit_goes_on_in_the_middle_of_it()
    {
        var (undisturbed, restored) = (new Audit(), new Audit());
        var lines = Simulated.Export(Events("2026.10", tournaments: 3)).AsSpan();
        var number = 0;
        while (lines.IndexOf((byte)'\n') is >= 0 and var end)
        {
            Assert.Null(undisturbed.Entry(lines[..end]));
            Assert.Null(restored.Entry(lines[..end]));
            lines = lines[(end + 1)..];
            if (++number % 40 != 0)
                continue;
            var at = new Ledger.Log.Checkpoint("example.com/log", number, Ledger.Log.TreeHashing.Leaf([]));
            restored = AuditSnapshot.Restore(AuditSnapshot.Of(restored, at), at)!;
            Assert.Equal(AuditSnapshot.Of(undisturbed, at), AuditSnapshot.Of(restored, at));
        }
    }
}
