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
    readonly byte[] _alias;

    private protected EventType(string alias, int schema, Type type)
    {
        Alias = alias;
        Schema = schema;
        Type = type;
        _alias = System.Text.Encoding.ASCII.GetBytes(alias);
    }

    public string Alias { get; }

    public int Schema { get; }

    public Type Type { get; }

    public bool Is(ReadOnlySpan<byte> alias) => alias.SequenceEqual(_alias);

    public abstract LedgerEvent Read(ref CanonicalScanner scanner);

    public abstract void Write(CanonicalWriter writer, LedgerEvent e);

    /// <summary>
    /// Notes that are the same for two events of this type exactly where their bytes are; quicker to make than those.
    /// </summary>
    public abstract void Note(CanonicalWriter notes, LedgerEvent e);
}

/// <summary>Every event type ever shipped. The order is of no consequence.</summary>
public static class EventTypes
{
    public static readonly ImmutableArray<EventType> All =
    [
        Of<LossMeasured>(), Of<RunScheduled>(), Of<RunStarted>(), Of<RunFinished>(), Of<TrainingEnded>(),
        Of<RunFailed>(), Of<MeasurementFailed>(), Of<DuplicateFound>(),
        Of<EntrySubmitted>(), Of<EntryFeePaid>(), Of<EntryAccepted>(), Of<EntryRefused>(),
        Of<TournamentAnnounced>(), Of<FieldClosed>(),
        Of<DrawSeedCommitted>(), Of<DrawBlockNamed>(), Of<NodeGone>(), Of<RoundDrawn>(),
        Of<TaskPosed>(), Of<TaskReplaced>(), Of<FailuresApproved>(), Of<TaskDecided>(),
        Of<RoundClosed>(), Of<ChampionDefended>(), Of<ChampionDethroned>(),
        Of<TournamentCompleted>(), Of<TournamentCancelled>(), Of<WinnerArchived>(),
        Of<NodesAssigned>(), Of<FineTuneContinued>(), Of<ExampleLossesMeasured>(), Of<BossTaskJudged>(),
        Of<EnvironmentsNamed>(), Of<GamesPlayed>(), Of<EnvironmentScored>(), Of<RewardsMeasured>(), Of<TaskScored>(),
        Of<PlacesAwarded>(),
        Of<RulebookAdopted>(), Of<MetagraphObserved>(), Of<WeightsDerived>(), Of<NodeWeightsDerived>(),
        Of<NeuronsObserved>(), Of<WeightsSubmitted>(), Of<WeightsIncluded>(), Of<WeightsExpired>(),
        Of<WeightsObservedOnChain>(), Of<WeightsDiverged>(), Of<WeightsAlarmRaised>(),
        Of<BenchmarkMeasured>(),
        Of<EntryStaked>(), Of<StakesObserved>(), Of<SyntheticLossMeasured>(), Of<TaskCopied>(),
        Of<PoolTaskPosed>(), Of<PoolResultMeasured>(), Of<PoolTaskScored>(), Of<PoolTaskFailed>(),
        Of<PoolTaskImported>(), Of<PoolRead>(),
    ];

    /// <summary>Aliases by length and first letters: a handful of candidates at most.</summary>
    static readonly EventType[][] ByKey = Bucketed();

    static readonly Dictionary<Type, EventType> ByType = All.ToDictionary(t => t.Type);

    public static EventType? Find(ReadOnlySpan<byte> alias)
    {
        foreach (var type in ByKey[Key(alias)])
            if (type.Is(alias))
                return type;
        return null;
    }

    public static EventType Of(LedgerEvent e) => ByType[e.GetType()];

    static EventType[][] Bucketed()
    {
        var buckets = new List<EventType>[64];
        foreach (var type in All)
            (buckets[Key(System.Text.Encoding.ASCII.GetBytes(type.Alias))] ??= []).Add(type);
        return [.. buckets.Select(b => b?.ToArray() ?? [])];
    }

    static int Key(ReadOnlySpan<byte> alias) =>
        alias.Length < 6 ? 0 : ((alias.Length * 7) + alias[4] + (alias[^1] * 3) + alias[5]) & 63;

    static Described<T> Of<T>() where T : LedgerEvent, IEvent<T> => new();

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
