using System.Collections.Immutable;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.Pool2025_06;
using Gradients.Ledger.Rulebooks.R2025_09;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Weights;

/// <summary>Rules 2025.09 4.8 to 4.11 on a ledger: tournaments and the pool share the emission.</summary>
/// <param name="Average">How much worse than the pool the tournaments are, on weighted average.</param>
public sealed record Setting2025_09(
    ObservedMetagraph Metagraph, ComparedType? Text, ComparedType? Image, double Average, PoolState Pool,
    PoolWindows Windows, WeightInputs Inputs, ImmutableArray<double> Nodes, Quantised Row)
    : VectorSetting(Metagraph, Constants2025_09.RulebookId)
{
    public override ImmutableArray<double> Weights => Nodes;

    public override double Sum => SumOf(Nodes);

    public override double Undistributed => 0.0;

    public override Quantised Quantised => Row;

    public override string? Unpaid => Windows.Error is { } error ? SettingPool.Reason(error) : base.Unpaid;

    public override ImmutableArray<NamedShare> Shares =>
    [
        new(Text?.Difference, "text", Inputs.Shares.Tournament * Constants2025_09.TextTypeWeight,
            Text?.Finished.Summary.Id),
        new(Image?.Difference, "image", Inputs.Shares.Tournament * Constants2025_09.ImageTypeWeight,
            Image?.Finished.Summary.Id),
        new(null, "pool", Inputs.Shares.Regular, null),
        new(null, "burn", Inputs.Shares.Burn, null),
    ];

    internal static new Setting2025_09 Of(LedgerState state, ObservedMetagraph metagraph)
    {
        var text = ComparedType.Of(state, state.Text);
        var image = ComparedType.Of(state, state.Image);
        var average = Redistribution.WeightedAverage(text?.Difference, image?.Difference);
        var shares = text is null && image is null ? Redistribution.WithoutTournament : Redistribution.Of(average);
        var pool = state.Pool(Streams.Pool(Streams.Netuid(metagraph.Stream)));
        var windows = PoolWindows.Of(Constants2025_09.Pool, pool.Counting());
        var inputs = new WeightInputs(
            metagraph.Metagraph, shares,
            [.. windows.Entries.Select(e => new PoolAmount(e.Miner.Miner, e.Miner.Normalised, e.Multiplier))],
            text?.Weights ?? default, image?.Weights ?? default, Participants(state));
        var nodes = windows.Error is null ? NodeWeights.Of(inputs) : Nobody;
        return new(metagraph, text, image, average, pool, windows, inputs, nodes,
            windows.Error is { } error ? new Quantised.Failed(error) : Quantiser.Quantise(nodes.AsSpan()));
    }

    public override WeightsEvent ToEvent() => Derived(Inputs.Participants, []);
}

/// <summary>What one type's latest completed tournament brings: its points and its comparison with the pool.</summary>
/// <param name="Difference">How much worse than the pool, by the rule of rule 4.9 for what is not finished.</param>
public sealed record ComparedType(
    FinishedTournament Finished, PoolComparison Comparison, double Difference, Points Points,
    ImmutableArray<HotkeyAmount> Weights)
{
    internal static ComparedType? Of(LedgerState state, TypeHistory history)
    {
        if (history.Latest is not { } latest)
            return null;
        var comparison = Compare(state, latest);
        (PoolComparison, Hotkey?)[] completed = history.Before is { } before
            ? [(Compare(state, before), before.Summary.Winner), (comparison, latest.Summary.Winner)]
            : [(comparison, latest.Summary.Winner)];
        var points = Points.Of(latest.Type, latest.Summary.Base, latest.Summary.Winner,
        [
            .. latest.Rounds.Select(round => new WonRound(
                round.Number, round.Kind == RoundKind.Boss, [.. round.Tasks.Select(task => task.Winner)])),
        ]);
        return new(latest, comparison, Redistribution.Difference(completed)!.Value, points, points.Weights());
    }

    /// <summary>Rule 4.8, with what the pool has come to by now.</summary>
    internal static PoolComparison Compare(LedgerState state, FinishedTournament finished) => PoolComparison.Of(
        ImmutableArray.CreateRange(finished.Copies, copy =>
        {
            var task = state.PoolTask(copy.PoolTask);
            return new ComparedTask(
                copy.Type, copy.Rows, task?.ForComparison ?? [], task?.Stage == PoolStage.Succeeded);
        }),
        finished.Summary.Winner);
}
