using System.Collections.Immutable;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Rulebooks.Pool2025_06;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Weights;

/// <summary>Rules 2.5 to 2.8 of the pool on a ledger: the results of a week, before there were tournaments.</summary>
public sealed record SettingPool(
    ObservedMetagraph Metagraph, PoolRules Rules, PoolState Pool, PoolWindows Windows, ImmutableArray<double> Nodes,
    Quantised Row) : VectorSetting(Metagraph, Rules.RulebookId)
{
    /// <summary>Nothing of the week counts: the reference sets no weights, and so does this.</summary>
    public const string NothingToSet = "NothingToSet";

    /// <summary>The groups of task types, in the order in which they are added up.</summary>
    public static readonly ImmutableArray<string> Groups = ["text", "dpo", "image", "grpo"];

    public override ImmutableArray<double> Weights => Nodes;

    public override double Sum => SumOf(Nodes);

    public override double Undistributed => 0.0;

    public override Quantised Quantised => Row;

    public override string? Unpaid => Row is Quantised.Failed failed ? Reason(failed.Error) : null;

    /// <summary>In words why no weights are set.</summary>
    internal static string Reason(string error) => error == NothingToSet
        ? "no weights are set: no result of the last seven days counts (rule 2.7)"
        : $"no weights are set: the reference gives up with {error} over the pool's results (rules 2.4 and 2.6)";

    public override ImmutableArray<NamedShare> Shares
    {
        get
        {
            var left = 1.0 - Rules.ParkedShare;
            var groups = PoolGroup.Of(Rules);
            var shares = ImmutableArray.CreateBuilder<NamedShare>(groups.Length + 1);
            for (var i = 0; i < groups.Length; i++)
                shares.Add(new(null, Groups[i], groups[i].Weight * left, null));
            shares.Add(new(null, "burn", Rules.ParkedShare, null));
            return shares.MoveToImmutable();
        }
    }

    internal static SettingPool Of(PoolRules rules, LedgerState state, ObservedMetagraph metagraph)
    {
        var pool = state.Pool(Streams.Pool(Streams.Netuid(metagraph.Stream)));
        var windows = PoolWindows.Of(rules, pool.Counting());
        var error = windows.Error ?? (windows.Entries.Any() ? null : NothingToSet);
        var nodes = error is null ? PoolWeights.Of(rules, metagraph.Metagraph, windows.Entries) : Nobody;
        return new(metagraph, rules, pool, windows, nodes,
            error is null ? Quantiser.Quantise(nodes.AsSpan()) : new Quantised.Failed(error));
    }

    public override WeightsEvent ToEvent() => Derived([], []);
}
