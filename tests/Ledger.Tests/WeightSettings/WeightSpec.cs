using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Weights;

namespace Gradients.Ledger.Tests.WeightSettings;

/// <summary>Specs of weight settings: subnet 56, the placeholder at uid 0, then Bob, Ferdie and Eve.</summary>
public abstract class WeightSpec : TournamentSpec
{
    protected const string Weights = "weights/56";
    protected const string Subnet = "metagraph/56";

    protected static readonly DeriveWeights Derive = new();

    protected static MetagraphObserved Nodes(params Hotkey[] hotkeys) => new(4_321, null, [.. hotkeys]);

    protected static Story Observed(Story story) =>
        story.On(Subnet).And(Nodes(Placeholder, Bob, Ferdie, Eve)).On(Weights);

    protected static Story A_ledger() => Observed(a_ledger_with_rules()).On(Spring);

    /// <summary>
    /// An image tournament in which the challenger's loss in every final task is this, against the boss's 1.0.
    /// </summary>
    protected static Story Image(Story story, string id, Hotkey challenger, double loss)
    {
        story.On(Streams.Tournament(id)).imported().challenged_by(challenger).final_tasks(TaskType.ImageTask);
        return story.all_final_losses(boss: 1.0, loss).Asked(new CloseRound(), new CompleteTournament());
    }

    protected static WeightsDerived Setting(Story story)
    {
        var decision = LedgerRules.Decide(story.State, Weights, Derive);
        return Assert.IsType<WeightsDerived>(Assert.Single(Assert.IsType<Decision.Record>(decision).Events));
    }

    protected static void Same(double expected, double actual) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));

    protected static void Same(double expected, double? actual)
    {
        Assert.NotNull(actual);
        Same(expected, actual.Value);
    }
}
