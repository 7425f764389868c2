using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Weights;
using Gradients.Projections.Audits;
using Gradients.Projections.Explanations;
using Gradients.Projections.Tests.Simulation;

namespace Gradients.Projections.Tests.Golden.R2026_10;

/// <summary>
/// Rule 2026.10, surprise 1, all the way: three challengers win by differences for which the burn node is left a trifle
/// below 0. The outcome is an event, the audit recomputes it, and whoever asks is told why the week went unpaid.
/// </summary>
public sealed class when_rounding_leaves_nobody_paid
{
    static readonly Lazy<Story> Unpaid = new(Found);

    static readonly string[] Winners = ["writer", "painter", "player"];

    static Story Found()
    {
        for (var step = 0; step < 400; step++)
        {
            var story = new Story(Constants2026_10.RulebookId);
            Won(story, "words", TournamentType.Text, Winners[0], 0.101 + (step % 20 * 0.01));
            Won(story, "pictures", TournamentType.Image, Winners[1], 0.101 + (step / 20 * 0.01));
            Won(story, "games", TournamentType.Environment, Winners[2], 0.0);
            story.Observe([Story.Placeholder, .. Winners, "games-1"]).DeriveWeights();
            if (Derived(story).Outcome == RowOutcome.NegativeBurnNode)
                return story;
        }
        throw new InvalidOperationException("no difference of 400 left the burn node below zero");
    }

    static void Won(Story story, string id, TournamentType type, string winner, double difference)
    {
        string[] entrants = [winner, $"{id}-1", $"{id}-2"];
        story.Open(id, type, entrants);
        Assert.True(GoldenFinal.Play(story, id, type, entrants, defended: false, difference));
        story.Complete(id);
    }

    static NodeWeightsDerived Derived(Story story) => Assert.IsType<NodeWeightsDerived>(story.Events[^1].Event);

    static VectorSetting Setting(Story story) => VectorSetting.Of(story.State, story.State.Metagraph("metagraph/56")!);

    [Fact]
    public void the_event_names_the_outcome_and_holds_no_row()
    {
        var derived = Derived(Unpaid.Value);

        Assert.Equal("ValueError", derived.Error);
        Assert.InRange(derived.NodeWeights[0].Weight, -1e-15, -double.Epsilon);
        Assert.Empty(derived.Uids);
        Assert.Empty(derived.Weights);
    }

    [Fact]
    public void an_audit_recomputes_it()
    {
        var report = Simulated.Audited(Unpaid.Value.Events);

        Assert.Equal(0, report.ExitCode(strict: false));
        Assert.Equal(1, report.WeightSettings);
    }

    [Fact]
    public void a_row_that_pays_all_the_same_is_found()
    {
        var events = Unpaid.Value.Events.ToArray();
        events[^1] = events[^1] with
        {
            Event = Derived(Unpaid.Value) with { Outcome = RowOutcome.Row, Uids = [1], Weights = [65535] },
        };

        var report = Simulated.Audited(events);

        Assert.Equal("node_weights_derived", report.Divergence?.Type);
    }

    [Fact]
    public void everybody_who_asks_is_told_why()
    {
        foreach (var hotkey in Winners.Append(Story.Placeholder))
        {
            var explained = WeightExplanation.Of(Setting(Unpaid.Value), new(hotkey));

            Assert.Null(explained.Quantised);
            Assert.Contains(explained.Lines, line =>
                line.Sentence.Contains("nobody is paid until", StringComparison.Ordinal)
                && line.Sentence.Contains("burn node (uid 0)", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void the_tables_name_it_and_keep_the_weights_that_were_not_sent()
    {
        var story = Unpaid.Value;

        Assert.Equal("NegativeBurnNode", story.Row("weight_settings", 56, story.Head)["error"]);
        Assert.Null(story.Row("weight_vectors", 56, story.Head, 1)["u16"]);
        Assert.Equal(Derived(story).NodeWeights[0].Weight, story.Row("weight_vectors", 56, story.Head, 0)["weight"]);
    }
}
