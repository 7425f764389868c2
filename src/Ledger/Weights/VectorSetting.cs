using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_09;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Weights;

/// <summary>A weight vector with everything it was computed from, under the rulebook in force.</summary>
public abstract record VectorSetting(ObservedMetagraph Metagraph, string Rulebook)
{
    /// <summary>The weight of each uid.</summary>
    public abstract ImmutableArray<double> Weights { get; }

    /// <summary>All weights added up in uid order.</summary>
    public abstract double Sum { get; }

    /// <summary>What could not be given to registered hotkeys.</summary>
    public abstract double Undistributed { get; }

    /// <summary>The 16-bit row, or why there is none.</summary>
    public abstract Quantised Quantised { get; }

    /// <summary>What each part of the subnet gets, by name, in the order of the rulebook.</summary>
    public abstract ImmutableArray<NamedShare> Shares { get; }

    /// <summary>In words why nobody is paid; null where there is a row.</summary>
    public virtual string? Unpaid => Quantised is Quantised.Failed failed ? failed.Error : null;

    /// <summary>The event that records this setting.</summary>
    public abstract WeightsEvent ToEvent();

    /// <summary>The vector as the ledger stands, under the rulebook in force. Looking stores nothing.</summary>
    public static VectorSetting Of(LedgerState state, ObservedMetagraph metagraph) =>
        Of(InForce(state.Rulebooks), state, metagraph);

    /// <summary>The same under a rulebook of choice.</summary>
    public static VectorSetting Of(string rulebook, LedgerState state, ObservedMetagraph metagraph) => rulebook switch
    {
        Constants2025_12.RulebookId => WeightSetting.Of(state, metagraph),
        Constants2025_09.RulebookId => Setting2025_09.Of(state, metagraph),
        Constants2026_10.RulebookId => Setting2026_10.Of(state, metagraph),
        _ when PoolLedger.RulesOf(rulebook) is { } pool => SettingPool.Of(pool, state, metagraph),
        _ => throw new UnreachableException($"No weights under '{rulebook}'."),
    };

    /// <summary>Why no weights can be derived from this metagraph's subnet now, or null.</summary>
    public static Refusal? Forbid(LedgerState state, ObservedMetagraph metagraph) =>
        Forbid(InForce(state.Rulebooks), state, metagraph);

    /// <summary>The same under a rulebook of choice: where a pool is paid, it has to be read.</summary>
    public static Refusal? Forbid(string rulebook, LedgerState state, ObservedMetagraph metagraph)
    {
        var pool = state.Pool(Streams.Pool(Streams.Netuid(metagraph.Stream)));
        var isPaid = PoolLedger.RulesOf(rulebook) is not null
            && (rulebook != Constants2025_09.RulebookId || !pool.Tasks.IsEmpty);
        return isPaid && pool.Now is null
            ? new("pool_not_read", $"{rulebook}: the results of the last seven days are paid",
                $"Nothing says at which moment {pool.Stream} was read.")
            : null;
    }

    /// <summary>Whether the rulebook in force pays results in the pool.</summary>
    public static bool PaysPool(LedgerState state) => PoolLedger.RulesOf(InForce(state.Rulebooks)) is not null;

    /// <summary>The newest rulebook adopted; 2025.12 in a ledger that has adopted none.</summary>
    internal static string InForce(ImmutableArray<string> adopted) =>
        KnownRulebooks.IndexOfNewest(adopted) is >= 0 and var newest
            ? KnownRulebooks.All[newest].Id
            : Constants2025_12.RulebookId;

    /// <summary>
    /// Hotkeys alive in any running tournament, the placeholder included, in ordinal order. A title that is decided but
    /// not completed still counts as running.
    /// </summary>
    private protected static ImmutableArray<Hotkey> Participants(LedgerState state)
    {
        var alive = new SortedSet<Hotkey>();
        foreach (var live in state.Live)
        {
            var participants = live.State switch
            {
                Tournament.Running running => running.Participants,
                Tournament.Decided decided => decided.Course.Participants,
                _ => [],
            };
            foreach (var participant in participants)
                if (participant.IsAlive)
                    alive.Add(participant.Hotkey);
        }
        return [.. alive];
    }

    /// <summary>No node gets anything.</summary>
    private protected static ImmutableArray<double> Nobody { get; } = [.. new double[ushort.MaxValue + 1]];

    /// <summary>From left to right.</summary>
    private protected static double SumOf(ImmutableArray<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights)
            sum += weight;
        return sum;
    }

    /// <summary>The event of a setting that has no outcomes of its own.</summary>
    private protected NodeWeightsDerived Derived(
        ImmutableArray<Hotkey> participants, ImmutableArray<StoredPerformance> performance)
    {
        var row = Quantised as Quantised.Row;
        return new(
            (Quantised as Quantised.Failed)?.Error, Metagraph.Position, NonZero(),
            row is null ? RowOutcome.Failed : RowOutcome.Row, participants, performance, Rulebook, Shares, Sum,
            row is null ? [] : ImmutableArray.CreateRange(row.Uids, uid => (long)uid), Undistributed,
            row is null ? [] : ImmutableArray.CreateRange(row.Weights, weight => (long)weight));
    }

    private protected ImmutableArray<NodeWeight> NonZero()
    {
        var weights = Weights;
        var paid = 0;
        foreach (var weight in weights)
            paid += weight != 0 ? 1 : 0;
        var nodes = ImmutableArray.CreateBuilder<NodeWeight>(paid);
        for (var uid = 0; uid < weights.Length; uid++)
            if (weights[uid] != 0)
                nodes.Add(new(uid, weights[uid]));
        return nodes.MoveToImmutable();
    }
}
