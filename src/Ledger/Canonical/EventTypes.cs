using System.Collections.Concurrent;
using System.Collections.Immutable;
using Gradients.Ledger.Benchmarks;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Ledger.Canonical;

/// <summary>One shape in which events are stored: alias, schema version, and how its data is read and written.</summary>
public abstract class EventType
{
    private protected EventType(string alias, int schema, Type type)
    {
        Alias = alias;
        Schema = schema;
        Type = type;
    }

    public string Alias { get; }

    public int Schema { get; }

    public Type Type { get; }

    public abstract LedgerEvent Read(ref CanonicalScanner scanner);

    public abstract void Write(CanonicalWriter writer, LedgerEvent e);

    /// <summary>
    /// Notes that are the same for two events of this type exactly where their bytes are; quicker to make than those.
    /// </summary>
    public abstract void Note(CanonicalWriter notes, LedgerEvent e);
}

/// <summary>
/// Every event type ever shipped. Each is made when it is first asked for: a ledger has a dozen of them, and a small
/// audit would spend a twelfth of its time on making all.
/// </summary>
public static class EventTypes
{
    /// <summary>In an order of no consequence.</summary>
    static readonly Shipped[] AllShipped =
    [
        new(LossMeasured.Alias, static () => new Described<LossMeasured>()),
        new(RunScheduled.Alias, static () => new Described<RunScheduled>()),
        new(RunStarted.Alias, static () => new Described<RunStarted>()),
        new(RunFinished.Alias, static () => new Described<RunFinished>()),
        new(TrainingEnded.Alias, static () => new Described<TrainingEnded>()),
        new(RunFailed.Alias, static () => new Described<RunFailed>()),
        new(MeasurementFailed.Alias, static () => new Described<MeasurementFailed>()),
        new(DuplicateFound.Alias, static () => new Described<DuplicateFound>()),
        new(EntrySubmitted.Alias, static () => new Described<EntrySubmitted>()),
        new(EntryFeePaid.Alias, static () => new Described<EntryFeePaid>()),
        new(EntryAccepted.Alias, static () => new Described<EntryAccepted>()),
        new(EntryRefused.Alias, static () => new Described<EntryRefused>()),
        new(TournamentAnnounced.Alias, static () => new Described<TournamentAnnounced>()),
        new(FieldClosed.Alias, static () => new Described<FieldClosed>()),
        new(DrawSeedCommitted.Alias, static () => new Described<DrawSeedCommitted>()),
        new(DrawBlockNamed.Alias, static () => new Described<DrawBlockNamed>()),
        new(NodeGone.Alias, static () => new Described<NodeGone>()),
        new(RoundDrawn.Alias, static () => new Described<RoundDrawn>()),
        new(TaskPosed.Alias, static () => new Described<TaskPosed>()),
        new(TaskReplaced.Alias, static () => new Described<TaskReplaced>()),
        new(FailuresApproved.Alias, static () => new Described<FailuresApproved>()),
        new(TaskDecided.Alias, static () => new Described<TaskDecided>()),
        new(RoundClosed.Alias, static () => new Described<RoundClosed>()),
        new(ChampionDefended.Alias, static () => new Described<ChampionDefended>()),
        new(ChampionDethroned.Alias, static () => new Described<ChampionDethroned>()),
        new(TournamentCompleted.Alias, static () => new Described<TournamentCompleted>()),
        new(TournamentCancelled.Alias, static () => new Described<TournamentCancelled>()),
        new(WinnerArchived.Alias, static () => new Described<WinnerArchived>()),
        new(NodesAssigned.Alias, static () => new Described<NodesAssigned>()),
        new(FineTuneContinued.Alias, static () => new Described<FineTuneContinued>()),
        new(ExampleLossesMeasured.Alias, static () => new Described<ExampleLossesMeasured>()),
        new(BossTaskJudged.Alias, static () => new Described<BossTaskJudged>()),
        new(EnvironmentsNamed.Alias, static () => new Described<EnvironmentsNamed>()),
        new(GamesPlayed.Alias, static () => new Described<GamesPlayed>()),
        new(EnvironmentScored.Alias, static () => new Described<EnvironmentScored>()),
        new(RewardsMeasured.Alias, static () => new Described<RewardsMeasured>()),
        new(TaskScored.Alias, static () => new Described<TaskScored>()),
        new(PlacesAwarded.Alias, static () => new Described<PlacesAwarded>()),
        new(RulebookAdopted.Alias, static () => new Described<RulebookAdopted>()),
        new(MetagraphObserved.Alias, static () => new Described<MetagraphObserved>()),
        new(WeightsDerived.Alias, static () => new Described<WeightsDerived>()),
        new(NodeWeightsDerived.Alias, static () => new Described<NodeWeightsDerived>()),
        new(NeuronsObserved.Alias, static () => new Described<NeuronsObserved>()),
        new(WeightsSubmitted.Alias, static () => new Described<WeightsSubmitted>()),
        new(WeightsIncluded.Alias, static () => new Described<WeightsIncluded>()),
        new(WeightsExpired.Alias, static () => new Described<WeightsExpired>()),
        new(WeightsObservedOnChain.Alias, static () => new Described<WeightsObservedOnChain>()),
        new(WeightsDiverged.Alias, static () => new Described<WeightsDiverged>()),
        new(WeightsAlarmRaised.Alias, static () => new Described<WeightsAlarmRaised>()),
        new(BenchmarkMeasured.Alias, static () => new Described<BenchmarkMeasured>()),
        new(EntryStaked.Alias, static () => new Described<EntryStaked>()),
        new(StakesObserved.Alias, static () => new Described<StakesObserved>()),
        new(SyntheticLossMeasured.Alias, static () => new Described<SyntheticLossMeasured>()),
        new(TaskCopied.Alias, static () => new Described<TaskCopied>()),
        new(PoolTaskPosed.Alias, static () => new Described<PoolTaskPosed>()),
        new(PoolResultMeasured.Alias, static () => new Described<PoolResultMeasured>()),
        new(PoolTaskScored.Alias, static () => new Described<PoolTaskScored>()),
        new(PoolTaskFailed.Alias, static () => new Described<PoolTaskFailed>()),
        new(PoolTaskImported.Alias, static () => new Described<PoolTaskImported>()),
        new(PoolRead.Alias, static () => new Described<PoolRead>()),
    ];

    /// <summary>Aliases by length and some letters: a handful of candidates at most.</summary>
    static readonly Shipped[][] ByKey = Bucketed();

    /// <summary>Those that were made; another thread may add one at any time.</summary>
    static readonly ConcurrentDictionary<Type, EventType> ByType = new();

    public static ImmutableArray<EventType> All => [.. AllShipped.Select(shipped => shipped.Type)];

    public static EventType? Find(ReadOnlySpan<byte> alias)
    {
        foreach (var shipped in ByKey[Key(alias)])
            if (shipped.Is(alias))
                return shipped.Type;
        return null;
    }

    public static EventType Of(LedgerEvent e) =>
        ByType.TryGetValue(e.GetType(), out var made) ? made : All.First(type => type.Type == e.GetType());

    static Shipped[][] Bucketed()
    {
        var buckets = new List<Shipped>[64];
        foreach (var shipped in AllShipped)
            (buckets[Key(shipped.Alias)] ??= []).Add(shipped);
        return [.. buckets.Select(b => b?.ToArray() ?? [])];
    }

    static int Key(ReadOnlySpan<byte> alias) =>
        alias.Length < 6 ? 0 : ((alias.Length * 7) + alias[4] + (alias[^1] * 3) + alias[5]) & 63;

    /// <summary>An alias, and the type behind it as soon as somebody asks.</summary>
    sealed class Shipped(string alias, Func<EventType> make)
    {
        readonly byte[] _alias = System.Text.Encoding.ASCII.GetBytes(alias);
        readonly Lazy<EventType> _type = new(() => Made(make()));

        public ReadOnlySpan<byte> Alias => _alias;

        public EventType Type => _type.Value;

        public bool Is(ReadOnlySpan<byte> other) => other.SequenceEqual(_alias);

        static EventType Made(EventType type) => ByType[type.Type] = type;
    }

    sealed class Described<T>() : EventType(T.Alias, T.Schema, typeof(T)) where T : LedgerEvent, IEvent<T>
    {
        public override LedgerEvent Read(ref CanonicalScanner scanner)
        {
            var read = T.Pass(ref scanner, null);
            scanner.Close();
            return read;
        }

        public override void Write(CanonicalWriter writer, LedgerEvent e)
        {
            var pass = new WritingPass(writer);
            T.Pass(ref pass, (T)e);
            pass.Close();
        }

        public override void Note(CanonicalWriter notes, LedgerEvent e)
        {
            var pass = new NotingPass(notes);
            T.Pass(ref pass, (T)e);
        }
    }
}
