using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Weights;

namespace Gradients.Ledger.Tests.WeightSettings;

/// <summary>
/// Rule 2026.10, surprise 1: three pools that pay everything out leave the burn node nothing, and rounding may make that a
/// trifle below it. Performance differences are tried one after the other until it happens.
/// </summary>
public sealed class when_the_burn_node_falls_below_zero : WeightSpec
{
    static Story Adopted() =>
        a_ledger_with_rules().On(Streams.Rulebook).Asked(new AdoptRulebook("2026.10")).On(Spring);

    /// <summary>A text and an image tournament that Eve and Bob won by so much, and one of environments.</summary>
    static Story Completed(double text, double image) =>
        Environments(Won(Won(Adopted(), "words", TournamentType.Text, Eve, text), "pictures", TournamentType.Image, Bob,
            image));

    static Story Won(Story story, string id, TournamentType type, Hotkey winner, double loss)
    {
        story.On(Streams.Tournament(id)).imported(type).challenged_by(winner);
        story.final_tasks(type == TournamentType.Text ? TaskType.InstructTextTask : TaskType.ImageTask);
        return story.all_final_losses(boss: 1.0, challenger: loss).Asked(new CloseRound(), new CompleteTournament());
    }

    static Story Environments(Story story)
    {
        story.On(Streams.Tournament("games")).Asked(new AnnounceTournament(
            Completion.Operator, null, Origin.Imported, "2026.10", TournamentType.Environment));
        story.field(Dave, Eve).drawn_as([Dave, Eve, Placeholder]);
        story.task("group", [Dave, Eve, Placeholder], TaskType.EnvironmentTask)
            .decided("group", (Dave, 0.75), (Eve, 0.5), (Placeholder, 0.25)).Asked(new CloseRound());
        story.drawn_as([Dave, Placeholder]).task("final", [Dave, Placeholder], TaskType.EnvironmentTask)
            .decided("final", (Dave, 0.25), (Placeholder, 0.75));
        return story.Asked(new CloseRound(), new CompleteTournament()).On(Spring);
    }

    static Story Unpaid()
    {
        for (var step = 0; step < 400; step++)
        {
            var story = Completed(0.5 + (step % 20 * 0.02), 0.5 + (step / 20 * 0.02))
                .On(Subnet).And(Nodes(Placeholder, Bob, Dave, Eve));
            var derived = story.When(Weights, Derive).First<NodeWeightsDerived>();
            if (derived.Outcome == RowOutcome.NegativeBurnNode)
                return story;
        }
        throw new InvalidOperationException("no difference of 400 left the burn node below zero");
    }

    [Fact]
    public void it_is_recorded_as_an_outcome_of_its_own_and_nobody_is_paid()
    {
        Unpaid().When(Weights, Derive).Then<NodeWeightsDerived>(derived =>
        {
            Assert.Equal(RowOutcome.NegativeBurnNode, derived.Outcome);
            Assert.Equal("ValueError", derived.Error);
            Assert.InRange(derived.NodeWeights[0].Weight, -1e-15, -double.Epsilon);
            Assert.Empty(derived.Uids);
            Assert.Empty(derived.Weights);
        });
    }

    [Fact]
    public void the_setting_says_why()
    {
        var story = Unpaid();
        var setting = VectorSetting.Of(story.State, story.State.Metagraph(Subnet)!);

        Assert.IsType<Quantised.Failed>(setting.Quantised);
        Assert.Contains("burn node (uid 0)", setting.Unpaid, StringComparison.Ordinal);
    }
}
