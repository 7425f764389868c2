using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Weights;

/// <summary>A weight vector with everything it was computed from: what is recorded, shown and explained.</summary>
public sealed record WeightSetting(
    ObservedMetagraph Metagraph, BurnDetails Burn, TypeSetting? Text, TypeSetting? Image, WeightInputs Inputs,
    NodeVector Vector, Quantised Row) : VectorSetting(Metagraph, Constants2025_12.RulebookId)
{
    public override ImmutableArray<double> Weights => Vector.Weights;

    public override double Sum => Vector.Sum;

    public override double Undistributed => Vector.Undistributed;

    public override Quantised Quantised => Row;

    public override ImmutableArray<NamedShare> Shares =>
    [
        new(Burn.Shares.TextPerformanceDiff, "text", Burn.Shares.TextTournamentWeight, Text?.Finished.Summary.Id),
        new(Burn.Shares.ImagePerformanceDiff, "image", Burn.Shares.ImageTournamentWeight, Image?.Finished.Summary.Id),
        new(null, "burn", Burn.Shares.BurnWeight, null),
    ];

    /// <summary>Rules 4.9 to 4.13 on the ledger as it stands. Looking stores nothing.</summary>
    internal static new WeightSetting Of(LedgerState state, ObservedMetagraph metagraph)
    {
        var burn = Rulebooks.R2025_12.Burn.Details(state.Text.Completed, state.Image.Completed);
        var text = TypeSetting.Of(state.Text);
        var image = TypeSetting.Of(state.Image);
        var inputs = new WeightInputs(
            metagraph.Metagraph, Participants(state), text?.ForNodes(), image?.ForNodes(),
            burn.Shares.TextTournamentWeight, burn.Shares.ImageTournamentWeight, burn.Shares.BurnWeight);
        var vector = NodeWeights.Of(inputs);
        return new(metagraph, burn, text, image, inputs, vector, Quantiser.Quantise(vector.Weights.AsSpan()));
    }

    /// <summary>The event that records this setting.</summary>
    public override WeightsEvent ToEvent()
    {
        var row = Quantised as Quantised.Row;
        return new WeightsDerived(
            Burn.Shares, (Quantised as Quantised.Failed)?.Error, Image?.Finished.Summary.Id, Metagraph.Position,
            NonZero(), Inputs.Participants, Burn.Stored, Vector.Sum, Text?.Finished.Summary.Id,
            row is null ? [] : ImmutableArray.CreateRange(row.Uids, uid => (long)uid), Vector.Undistributed,
            row is null ? [] : ImmutableArray.CreateRange(row.Weights, weight => (long)weight));
    }
}

/// <summary>What one type's latest completed tournament brings: its points and the weights that follow.</summary>
/// <param name="ConsecutiveWins">Streak of the champion after it, which decays the bonus (rule 4.9).</param>
public sealed record TypeSetting(
    FinishedTournament Finished, int ConsecutiveWins, PointTable Points,
    ImmutableArray<Rulebooks.HotkeyAmount> Weights)
{
    internal static TypeSetting? Of(TypeHistory history)
    {
        if (history.Latest is not { } finished)
            return null;
        var points = finished.Points();
        var wins = Rulebooks.R2025_12.Burn.ConsecutiveWins(history.Completed);
        return new(finished, wins, points, points.Weights());
    }

    internal TypeWeights ForNodes() => new(Finished.Summary.Winner, Finished.Summary.Base, Weights);
}
