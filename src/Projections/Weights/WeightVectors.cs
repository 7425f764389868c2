using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Projections;

/// <summary>
/// What weight does each node get, as a fraction and as 16 bits? One row per subnet, derivation and uid that gets
/// anything, and one row per derivation with what went into it. A derivation is named by its position in the ledger.
/// </summary>
public sealed record WeightVectors : IProjection<WeightVectors>
{
    WeightVectors(ImmutableArray<SeenMetagraph> seen) => Seen = seen;

    /// <summary>The latest metagraph of each subnet.</summary>
    internal ImmutableArray<SeenMetagraph> Seen { get; }

    public static string Name => "weight_vectors";

    public static ImmutableArray<Table> Tables { get; } =
    [
        new(Name, KeyColumns: 3,
        [
            new("netuid", ColumnType.Integer),
            new("derivation", ColumnType.Bigint),
            new("uid", ColumnType.Integer),
            new("hotkey", ColumnType.Text),
            new("weight", ColumnType.Double),
            new("u16", ColumnType.Integer),
            new("position", ColumnType.Bigint),
        ]),
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
        ]),
    ];

    public static WeightVectors Empty { get; } = new([]);

    public static Step<WeightVectors> Evolve(WeightVectors state, in Recorded e) => e.Event switch
    {
        RunScheduled or RunStarted or RunFinished or TrainingEnded or LossMeasured or RunFailed
            or MeasurementFailed or DuplicateFound => new(state),
        TournamentAnnounced or EntrySubmitted or EntryFeePaid or EntryAccepted or EntryRefused => new(state),
        FieldClosed or DrawSeedCommitted or DrawBlockNamed or NodeGone or RoundDrawn => new(state),
        TaskPosed or TaskReplaced or FailuresApproved or TaskDecided or RoundClosed => new(state),
        ChampionDefended or ChampionDethroned or TournamentCompleted or TournamentCancelled => new(state),
        WinnerArchived or RulebookAdopted => new(state),
        MetagraphObserved fact => new(state.Observe(e, fact)),
        WeightsDerived fact => new(state, state.Derive(e, fact)),
        _ => throw new UnreachableException($"No weight for {e.Event.GetType().Name}."),
    };

    WeightVectors Observe(in Recorded e, MetagraphObserved fact)
    {
        var seen = new SeenMetagraph(e.Stream, e.Position, fact.Hotkeys);
        for (var i = 0; i < Seen.Length; i++)
            if (Seen[i].Stream == e.Stream)
                return new(Seen.SetItem(i, seen));
        return new(Seen.Add(seen));
    }

    ImmutableArray<Row> Derive(in Recorded e, WeightsDerived fact)
    {
        var netuid = Streams.Netuid(e.Stream);
        foreach (var seen in Seen)
            if (seen.Stream == Streams.Metagraph(netuid) && seen.Position == fact.Metagraph)
                return DerivedWeights.Rows(e, netuid, fact, seen.Hotkeys);
        throw new CannotFollow(e.Stream, e.Version,
            $"weights on the metagraph of position {fact.Metagraph}, which is not the latest of subnet {netuid}");
    }
}

/// <summary>Which hotkey held which uid, and where that was observed.</summary>
internal readonly record struct SeenMetagraph(string Stream, long Position, ImmutableArray<Hotkey> Hotkeys);
