using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger.Benchmarks;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Ledger;

/// <summary>
/// Everything a decision, a weight vector or an audit reads of the whole ledger, folded from its events alone. Of an
/// ended tournament only what streaks, bonuses and points read is kept, so memory follows the number of tournaments,
/// not the number of events.
/// </summary>
/// <param name="Head">Position of the last event folded; 0 for an empty ledger.</param>
/// <param name="Live">Tournaments that have not ended, in the order of their announcement.</param>
/// <param name="Ended">Streams of tournaments that have, with what late facts need.</param>
/// <param name="Text">Completed text tournaments.</param>
/// <param name="Image">Completed image tournaments.</param>
/// <param name="Environment">Completed environment tournaments.</param>
/// <param name="Metagraphs">The latest observation of each subnet, by stream.</param>
/// <param name="Rulebooks">Ids of the rulebooks adopted, in order.</param>
/// <param name="Lanes">What each subnet's weights are at on their way to the chain.</param>
/// <param name="Benchmarks">What each benchmark task is, by stream.</param>
/// <param name="Versions">Versions of the streams that are no tournaments.</param>
public sealed record LedgerState(
    long Head,
    ImmutableArray<LiveTournament> Live,
    EndedTournaments Ended,
    TypeHistory Text,
    TypeHistory Image,
    TypeHistory Environment,
    ImmutableArray<ObservedMetagraph> Metagraphs,
    ImmutableArray<string> Rulebooks,
    ImmutableArray<WeightsLane> Lanes,
    ImmutableSortedDictionary<string, Benchmark> Benchmarks,
    ImmutableSortedDictionary<string, Tally> Versions)
{
    public long Head { get; private set; } = Head;

    /// <summary>
    /// Each state is evolved once, as a reader of a whole ledger does: <see cref="Evolve(LedgerState, in Recorded)"/>
    /// may change it where it stands and return it again. Not for anybody who looks back at an earlier state.
    /// </summary>
    internal bool IsOnePass { get; private init; }

    /// <summary>
    /// The start of one pass over a ledger that is audited: faster, no state of it is good after the next event, and of
    /// completed tournaments only those are kept that a rule can still read.
    /// </summary>
    public static LedgerState OnePass => Empty with { IsOnePass = true };

    /// <summary>The pools of the subnets.</summary>
    public ImmutableArray<PoolState> Pools { get; init; } = [];

    /// <summary>Completed tournaments of each hotkey, of those whose fields are filled by stake.</summary>
    public ImmutableSortedDictionary<string, Tally> Returns { get; init; } =
        ImmutableSortedDictionary.Create<string, Tally>(StringComparer.Ordinal);

    public static readonly LedgerState Empty = new(
        0, [], EndedTournaments.None, TypeHistory.Empty, TypeHistory.Empty, TypeHistory.Empty, [], [], [],
        ImmutableSortedDictionary.Create<string, Benchmark>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, Tally>(StringComparer.Ordinal));

    public TypeHistory History(TournamentType type) => type switch
    {
        TournamentType.Text => Text,
        TournamentType.Image => Image,
        _ => Environment,
    };

    /// <summary>The state of a tournament stream, ended ones included.</summary>
    public Tournament TournamentOf(string stream)
    {
        foreach (var live in Live)
            if (live.Stream == stream)
                return live.State;
        return Ended.Find(stream) ?? new Tournament.Unannounced();
    }

    /// <summary>How many events a stream has.</summary>
    public long Version(string stream) =>
        Streams.IsTournament(stream) ? TournamentOf(stream).Version : Tally.Of(Versions, stream);

    /// <summary>In how many completed tournaments, of those whose fields are filled by stake, a hotkey took part.</summary>
    public int ReturnsOf(Hotkey hotkey) => (int)Tally.Of(Returns, hotkey.Text);

    public ObservedMetagraph? Metagraph(string stream)
    {
        foreach (var observed in Metagraphs)
            if (observed.Stream == stream)
                return observed;
        return null;
    }

    /// <summary>What the weights of a stream are at on their way to the chain.</summary>
    public WeightsLane Lane(string stream)
    {
        foreach (var lane in Lanes)
            if (lane.Stream == stream)
                return lane;
        return WeightsLane.Empty(stream);
    }

    /// <summary>The pool of a subnet.</summary>
    public PoolState Pool(string stream)
    {
        foreach (var pool in Pools)
            if (pool.Stream == stream)
                return pool;
        return PoolState.Empty(stream);
    }

    /// <summary>A task of any pool.</summary>
    public PooledTask? PoolTask(string id)
    {
        foreach (var pool in Pools)
            if (pool.Tasks.TryGetValue(id, out var task))
                return task;
        return null;
    }

    internal LedgerState With(PoolState pool)
    {
        for (var i = 0; i < Pools.Length; i++)
            if (Pools[i].Stream == pool.Stream)
                return this with { Pools = Pools.SetItem(i, pool) };
        return this with { Pools = Pools.Add(pool) };
    }

    internal LedgerState With(WeightsLane lane)
    {
        for (var i = 0; i < Lanes.Length; i++)
            if (Lanes[i].Stream == lane.Stream)
                return this with { Lanes = Lanes.SetItem(i, lane) };
        return this with { Lanes = Lanes.Add(lane) };
    }

    /// <summary>The state after one more event.</summary>
    /// <exception cref="CannotFollow">The event has no place here; nothing is skipped silently.</exception>
    public static LedgerState Evolve(LedgerState state, in Recorded e)
    {
        if (e.Position != state.Head + 1)
            throw new CannotFollow(e.Stream, e.Version, $"position {e.Position} follows {state.Head}");
        return e.Event switch
        {
            TournamentEvent fact => Evolve(state, e, fact),
            RulebookEvent fact => WithVersion(AdoptRulebook.Evolve(state, e, fact), e),
            MetagraphEvent fact => WithVersion(ObserveMetagraph.Evolve(state, e, fact), e),
            WeightsEvent fact => WithVersion(DeriveWeights.Evolve(state, e, fact), e),
            BenchmarkEvent fact => WithVersion(MeasureBenchmark.Evolve(state, e, fact), e),
            PoolEvent fact => WithVersion(PoolLedger.Evolve(state, e, fact), e),
            _ => throw new UnreachableException($"No fold for {e.Event.GetType().Name}."),
        };
    }

    static LedgerState WithVersion(LedgerState state, in Recorded e)
    {
        var last = Tally.Of(state.Versions, e.Stream);
        if (e.Version != last + 1)
            throw new CannotFollow(e.Stream, e.Version, $"version {last} is last");
        return state with { Head = e.Position, Versions = state.Versions.SetItem(e.Stream, new(e.Version)) };
    }

    static LedgerState Evolve(LedgerState state, in Recorded e, TournamentEvent fact)
    {
        var place = -1;
        for (var i = 0; i < state.Live.Length && place < 0; i++)
            if (state.Live[i].Stream == e.Stream)
                place = i;
        var before = place >= 0 ? state.Live[place].State : state.TournamentOf(e.Stream);
        if (e.Version != before.Version + 1)
            throw new CannotFollow(e.Stream, e.Version, $"version {before.Version} is last");
        var after = TournamentRules.Evolve(before, e);
        if (after is not (Tournament.Completed or Tournament.Cancelled))
        {
            if (state.IsOnePass && place >= 0)
                return state.WithLive(place, after, e.Position);
            var live = new LiveTournament(e.Stream, state.IsOnePass ? after with { IsOnePass = true } : after);
            return state with
            {
                Head = e.Position,
                Live = place >= 0 ? state.Live.SetItem(place, live) : state.Live.Add(live),
            };
        }
        var ended = state with
        {
            Head = e.Position,
            Live = place >= 0 ? state.Live.RemoveAt(place) : state.Live,
            Ended = state.Ended.With(e.Stream, after),
        };
        return (before, fact) is (Tournament.Decided decided, TournamentCompleted)
            ? ended.WithCompleted(decided, e.Position)
            : ended;
    }

    LedgerState WithLive(int place, Tournament after, long position)
    {
        Head = position;
        if (!ReferenceEquals(after, Live[place].State))
            InPlace.Set(Live, place, new(Live[place].Stream, after.IsOnePass ? after : after with { IsOnePass = true }));
        return this;
    }

    LedgerState WithCompleted(Tournament.Decided decided, long position)
    {
        var finished = FinishedTournament.Of(decided, position);
        var returns = Returns;
        if (decided.Course.Terms.Book.ReadsStakes)
            foreach (var participant in decided.Course.Participants)
                returns = returns.SetItem(
                    participant.Hotkey.Text, new(Tally.Of(returns, participant.Hotkey.Text) + 1));
        var counted = ReferenceEquals(returns, Returns) ? this : this with { Returns = returns };
        return decided.Course.Terms.Type switch
        {
            TournamentType.Text => counted with { Text = After(Text, finished) },
            TournamentType.Image => counted with { Image = After(Image, finished) },
            _ => counted with { Environment = After(Environment, finished) },
        };
    }

    TypeHistory After(TypeHistory history, FinishedTournament finished) =>
        IsOnePass ? history.With(finished).ReadLater() : history.With(finished);
}

/// <summary>A count kept under a name: a class, because maps to numbers are compiled at every start.</summary>
public sealed record Tally(long Count)
{
    /// <summary>0 for a name that nothing was counted under.</summary>
    internal static long Of(ImmutableSortedDictionary<string, Tally> tallies, string name) =>
        tallies.TryGetValue(name, out var tally) ? tally.Count : 0;
}

/// <summary>A tournament that has not ended, under its stream's name.</summary>
public readonly record struct LiveTournament(string Stream, Tournament State);

/// <summary>What a subnet's metagraph looked like when last observed, and where that stands in the ledger.</summary>
public sealed record ObservedMetagraph(
    string Stream, long Position, Metagraph Metagraph, long? Block, string? BlockHash);
