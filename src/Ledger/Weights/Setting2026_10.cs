using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Weights;

/// <summary>Rules 2026.10 4.9 to 4.14 on a ledger: three pools that follow the entrants, split by places.</summary>
public sealed record Setting2026_10(
    ObservedMetagraph Metagraph, Pools Pools, PerType<FinishedTournament?> Latest, WeightInputs Inputs,
    NodeVector Vector, WeightRow Row) : VectorSetting(Metagraph, Constants2026_10.RulebookId)
{
    public static readonly PerType<string> Names = new("text", "image", "environment");

    public override ImmutableArray<double> Weights => Vector.Weights;

    public override double Sum => Vector.Sum;

    public override double Undistributed => Vector.Undistributed;

    public override Quantised Quantised => Row switch
    {
        WeightRow.Sent sent => sent.Row,
        WeightRow.Failed failed => new Quantised.Failed(failed.Error),
        _ => new Quantised.Failed("ValueError"),
    };

    public override string? Unpaid => Row is WeightRow.NegativeBurnNode negative ? negative.Explanation : base.Unpaid;

    public override ImmutableArray<NamedShare> Shares =>
    [
        Share(Names.Text, Pools.Types.Text, Latest.Text),
        Share(Names.Image, Pools.Types.Image, Latest.Image),
        Share(Names.Environment, Pools.Types.Environment, Latest.Environment),
    ];

    static NamedShare Share(string name, TypePool pool, FinishedTournament? latest) =>
        new(pool.Difference, name, pool.Pool, latest?.Summary.Id);

    static readonly PerType<TournamentType> Types = new(
        TournamentType.Text, TournamentType.Image, TournamentType.Environment);

    /// <summary>Whether the ledger's newest rulebook is this one.</summary>
    public static bool IsInForce(LedgerState state) => InForce(state.Rulebooks) == Constants2026_10.RulebookId;

    /// <summary>What each type's tournament weighs as the ledger stands (rule 4.11).</summary>
    public static Pools PoolsOf(LedgerState state) =>
        Pools.Of(Types.Select(type => (IReadOnlyList<PastTournament>)History(state, type)));

    internal static new Setting2026_10 Of(LedgerState state, ObservedMetagraph metagraph)
    {
        var pools = PoolsOf(state);
        var latest = Types.Select(type => state.History(type).Latest);
        var inputs = new WeightInputs(
            metagraph.Metagraph, Participants(state),
            new(ForNodes(pools.Types.Text, latest.Text), ForNodes(pools.Types.Image, latest.Image),
                ForNodes(pools.Types.Environment, latest.Environment)),
            Constants2026_10.BurnWeight);
        var vector = NodeWeights.Of(inputs);
        return new(metagraph, pools, latest, inputs, vector, WeightRow.Of(inputs, vector));
    }

    static TypeInputs ForNodes(TypePool pool, FinishedTournament? latest) => new(pool.Pool, pool.Pool, latest?.Split);

    /// <summary>Completed tournaments by creation, and the one that has not ended: a type has one at most.</summary>
    static List<PastTournament> History(LedgerState state, TournamentType type)
    {
        var past = new List<PastTournament>();
        foreach (var completed in state.History(type).Completed)
            past.Add(new(completed.Id, PastStatus.Completed, completed.Participants, completed.Winner, completed.Base,
                completed.FreshPerformance, completed.StoredPerformance));
        foreach (var live in state.Live)
        {
            var (terms, status) = live.State switch
            {
                Tournament.Open open => (open.Terms, PastStatus.Pending),
                Tournament.Running running => (running.Terms, PastStatus.Active),
                Tournament.Decided decided => (decided.Course.Terms, PastStatus.Active),
                _ => (null, PastStatus.Cancelled),
            };
            if (terms?.Type == type)
                past.Add(new(terms.Id, status, 0));
        }
        return past;
    }

    public override WeightsEvent ToEvent()
    {
        var row = Quantised as Quantised.Row;
        return new NodeWeightsDerived(
            (Quantised as Quantised.Failed)?.Error, Metagraph.Position, NonZero(),
            Row switch
            {
                WeightRow.Sent => RowOutcome.Row,
                WeightRow.NegativeBurnNode => RowOutcome.NegativeBurnNode,
                _ => RowOutcome.Failed,
            },
            Inputs.Participants,
            ImmutableArray.CreateRange(
                Pools.Stored, stored => new StoredPerformance(stored.Difference, stored.Tournament)),
            Rulebook, Shares, Sum, row is null ? [] : ImmutableArray.CreateRange(row.Uids, uid => (long)uid),
            Undistributed, row is null ? [] : ImmutableArray.CreateRange(row.Weights, weight => (long)weight));
    }
}
