using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger.Benchmarks;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Projections;

/// <summary>
/// What weight does each node get, as a fraction and as 16 bits? One row per subnet, derivation and uid that gets
/// anything, and one row per derivation with what went into it. A derivation is named by its position in the ledger.
/// </summary>
public sealed class WeightVectors : RunningProjection
{
    internal static readonly Table Table =
        new("weight_vectors", KeyColumns: 3,
        [
            new("netuid", ColumnType.Integer),
            new("derivation", ColumnType.Bigint),
            new("uid", ColumnType.Integer),
            new("hotkey", ColumnType.Text),
            new("weight", ColumnType.Double),
            new("u16", ColumnType.Integer),
            new("position", ColumnType.Bigint),
        ]);

    internal static readonly Table Settings =
        new("weight_settings", KeyColumns: 2,
        [
            new("netuid", ColumnType.Integer),
            new("derivation", ColumnType.Bigint),
            new("metagraph", ColumnType.Bigint),
            new("text_tournament", ColumnType.Text),
            new("image_tournament", ColumnType.Text),
            new("text_weight", ColumnType.Double),
            new("image_weight", ColumnType.Double),
            new("burn_weight", ColumnType.Double),
            new("text_performance", ColumnType.Double),
            new("image_performance", ColumnType.Double),
            new("text_burn_proportion", ColumnType.Double),
            new("image_burn_proportion", ColumnType.Double),
            new("participants", ColumnType.Integer),
            new("undistributed", ColumnType.Double),
            new("sum", ColumnType.Double),
            new("error", ColumnType.Text),
            new("position", ColumnType.Bigint),
        ]);

    /// <summary>What each part of the subnet gets; for rulebooks whose parts are not those of 2025.12.</summary>
    internal static readonly Table Shares =
        new("weight_shares", KeyColumns: 3,
        [
            new("netuid", ColumnType.Integer),
            new("derivation", ColumnType.Bigint),
            new("part", ColumnType.Text),
            new("rulebook", ColumnType.Text),
            new("share", ColumnType.Double),
            new("performance", ColumnType.Double),
            new("tournament", ColumnType.Text),
            new("position", ColumnType.Bigint),
        ]);

    readonly List<SeenMetagraph> _seen = [];

    /// <summary>The latest metagraph of each subnet.</summary>
    internal IReadOnlyList<SeenMetagraph> Seen => _seen;

    public override string Name => Table.Name;

    public override ImmutableArray<Table> Tables => [Table, Settings, Shares];

    private protected override void Fold(in Recorded e, List<Row> rows)
    {
        switch (e.Event)
        {
            case RunScheduled or RunStarted or RunFinished or TrainingEnded or LossMeasured or RunFailed
                or MeasurementFailed or DuplicateFound or TaskEvidence or PlacesAwarded:
            case StakeEvent or PoolEvent:
            case TournamentAnnounced or EntrySubmitted or EntryFeePaid or EntryAccepted or EntryRefused:
            case FieldClosed or DrawSeedCommitted or DrawBlockNamed or NodeGone or RoundDrawn:
            case TaskPosed or TaskReplaced or FailuresApproved or TaskDecided or RoundClosed:
            case ChampionDefended or ChampionDethroned or TournamentCompleted or TournamentCancelled:
            case WinnerArchived or RulebookAdopted or NeuronsObserved or BenchmarkEvent:
            case WeightsSubmitted or WeightsIncluded or WeightsExpired or WeightsObservedOnChain or WeightsDiverged
                or WeightsAlarmRaised:
                break;
            case MetagraphObserved fact:
                Observe(e, fact);
                break;
            case WeightsDerived fact:
                DerivedWeights.Add(e, fact.NodeWeights, fact.Uids, fact.Weights, Under(e, fact.Metagraph), rows);
                rows.Add(new SettingRow(Streams.Netuid(e.Stream), e.Position, fact));
                break;
            case NodeWeightsDerived fact:
                DerivedWeights.Add(e, fact.NodeWeights, fact.Uids, fact.Weights, Under(e, fact.Metagraph), rows);
                DerivedWeights.Add(e, fact, rows);
                break;
            default:
                throw new UnreachableException($"No weight for {e.Event.GetType().Name}.");
        }
    }

    void Observe(in Recorded e, MetagraphObserved fact)
    {
        var seen = new SeenMetagraph(e.Stream, e.Position, fact.Hotkeys);
        for (var i = 0; i < _seen.Count; i++)
        {
            if (_seen[i].Stream != e.Stream)
                continue;
            _seen[i] = seen;
            return;
        }
        _seen.Add(seen);
    }

    /// <summary>Who held which uid in the observation that a derivation names.</summary>
    ImmutableArray<Hotkey> Under(in Recorded e, long metagraph)
    {
        var netuid = Streams.Netuid(e.Stream);
        foreach (var seen in _seen)
            if (seen.Stream == Streams.Metagraph(netuid) && seen.Position == metagraph)
                return seen.Hotkeys;
        throw new CannotFollow(e.Stream, e.Version,
            $"weights on the metagraph of position {metagraph}, which is not the latest of subnet {netuid}");
    }
}

/// <summary>Which hotkey held which uid, and where that was observed.</summary>
internal readonly record struct SeenMetagraph(string Stream, long Position, ImmutableArray<Hotkey> Hotkeys);
