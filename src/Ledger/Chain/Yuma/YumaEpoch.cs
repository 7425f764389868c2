using System.Collections.Immutable;

namespace Gradients.Ledger.Chain;

/// <summary>One 16-bit value of a stored row, such as the weight or the bond for a uid.</summary>
public readonly record struct StoredEntry(int Uid, ushort Value);

/// <summary>What an epoch of one subnet reads, as the chain stores it. All lists are by uid.</summary>
/// <param name="Yuma3">Bonds are kept for each pair of validator and miner instead of being shares of a column.</param>
/// <param name="Kappa">Majority of stake that sets the consensus, of 65535.</param>
/// <param name="BondsPenalty">How far weights above consensus are cut for bonds, of 65535.</param>
/// <param name="BondsMovingAverage">Part of the old bonds that stays, in millionths.</param>
/// <param name="Stake">Stake weight of each uid, in RAO.</param>
/// <param name="StakeThreshold">Less stake than this counts as none, in RAO.</param>
/// <param name="ActivityCutoff">Blocks without new weights after which a validator is inactive.</param>
/// <param name="Owner">The subnet owner's uid, whose weight on itself is kept; null: it holds none.</param>
public sealed record YumaEpoch(
    bool Yuma3, ushort Kappa, ushort BondsPenalty, ulong BondsMovingAverage, ulong Block, ulong Tempo,
    ImmutableArray<UInt128> Stake, ImmutableArray<bool> Permits, ImmutableArray<ImmutableArray<StoredEntry>> Weights,
    ImmutableArray<ImmutableArray<StoredEntry>> Bonds, ImmutableArray<ulong> LastUpdate,
    ImmutableArray<ulong> BlockAtRegistration, UInt128 StakeThreshold, ulong ActivityCutoff, int? Owner)
{
    /// <summary>The runtime's own default, where a subnet has set nothing else.</summary>
    public const ulong DefaultActivityCutoff = 5_000;

    const int Millionths = 1_000_000;

    public int Count => Stake.Length;

    /// <summary>The epoch in I32F32, step by step as the runtime takes it. Pure.</summary>
    public YumaOutcome Run()
    {
        var active = ActiveStake();
        var weights = SparseRow.RowNormalised(MaskedWeights());
        var consensus = WeightedMedian.ByColumn(active, weights, Count, Fixed.Proportion(Kappa));
        var clipped = SparseRow.Clipped(weights, consensus);
        var incentive = SparseRow.Normalised(SparseRow.WeightedSums(clipped, active, Count));
        var forBonds = SparseRow.Interpolated(weights, clipped, Fixed.Proportion(BondsPenalty), Count);
        var (bonds, dividends) = Yuma3
            ? PairBonds(forBonds, incentive, active)
            : ColumnBonds(forBonds, incentive, active);
        return new(
            ToU16(incentive), ToU16(consensus), ToU16(Array.ConvertAll(clipped, SparseRow.Sum)), ToU16(dividends),
            [.. bonds.Select(row => row.Select(e => new StoredEntry(e.Column, e.Value.ToU16())).ToImmutableArray())]);
    }

    /// <summary>Shares of the stake of validators that have a permit, enough stake, and are not asleep.</summary>
    Fixed[] ActiveStake()
    {
        UInt128 total = 0;
        foreach (var stake in Stake)
            total += stake < StakeThreshold ? 0 : stake;
        var shares = new Fixed[Count];
        for (var i = 0; i < Count; i++)
            if (Permits[i] && Stake[i] >= StakeThreshold && Block - Math.Min(Block, LastUpdate[i]) <= ActivityCutoff)
                shares[i] = Fixed.Ratio(Stake[i], total);
        return SparseRow.Normalised(shares);
    }

    /// <summary>
    /// Without weights on oneself, from those without a permit, and on uids that changed hands since.
    /// </summary>
    Entry[][] MaskedWeights() => Rows(Weights, (i, e) => Permits[i] && (e.Uid != i || i == Owner)
        && LastUpdate[i] > BlockAtRegistration[e.Uid], value => Fixed.Of(value));

    /// <summary>Bonds with uids that changed hands since the last epoch are gone.</summary>
    Entry[][] MaskedBonds(Func<ushort, Fixed> scale)
    {
        var lastTempo = Block - Math.Min(Block, Tempo);
        return Rows(Bonds, (_, e) => lastTempo > BlockAtRegistration[e.Uid], scale);
    }

    static Entry[][] Rows(
        ImmutableArray<ImmutableArray<StoredEntry>> stored, Func<int, StoredEntry, bool> isKept,
        Func<ushort, Fixed> scale) =>
        [.. stored.Select((row, i) => row.Where(e => isKept(i, e)).Select(e => new Entry(e.Uid, scale(e.Value)))
            .ToArray())];

    (Entry[][] Bonds, Fixed[] Dividends) ColumnBonds(Entry[][] weights, Fixed[] incentive, Fixed[] active)
    {
        var old = SparseRow.ColumnNormalised(MaskedBonds(value => Fixed.Of(value)), Count);
        var fresh = SparseRow.ColumnNormalised(SparseRow.RowsTimes(weights, active), Count);
        var bonds = SparseRow.ColumnNormalised(SparseRow.MovingAverage(fresh, old, Alpha(), Count), Count);
        var dividends = SparseRow.Normalised(SparseRow.Products(bonds, incentive));
        return (SparseRow.ColumnUpscaled(bonds, Count), dividends);
    }

    (Entry[][] Bonds, Fixed[] Dividends) PairBonds(Entry[][] weights, Fixed[] incentive, Fixed[] active)
    {
        var bonds = SparseRow.MovingAverage(weights, MaskedBonds(Fixed.Proportion), Alpha(), Count);
        var earned = SparseRow.Products(SparseRow.ColumnNormalised(bonds, Count), incentive);
        for (var i = 0; i < Count; i++)
            earned[i] *= active[i];
        return (bonds, SparseRow.Normalised(earned));
    }

    /// <summary>How much of the bonds is new.</summary>
    Fixed Alpha() => Fixed.One - Fixed.Ratio(BondsMovingAverage, Millionths);

    static ImmutableArray<ushort> ToU16(Fixed[] values) => [.. values.Select(value => value.ToU16())];
}

/// <summary>What an epoch stores, each of 65535 and by uid; bonds as rows.</summary>
/// <param name="Incentive">Share of the miners' emission.</param>
/// <param name="Dividends">Share of the validators' emission.</param>
/// <param name="ValidatorTrust">How much of each validator's row stood within consensus.</param>
public sealed record YumaOutcome(
    ImmutableArray<ushort> Incentive, ImmutableArray<ushort> Consensus, ImmutableArray<ushort> ValidatorTrust,
    ImmutableArray<ushort> Dividends, ImmutableArray<ImmutableArray<StoredEntry>> Bonds);
