using System.Collections.Immutable;
using Gradients.Ledger.Benchmarks;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Ledger.Commands;

/// <summary>How one command is named in a record file, and how its data is read and written.</summary>
public abstract class CommandType(string alias)
{
    public string Alias { get; } = alias;

    internal abstract LedgerCommand Read(ref CanonicalScanner scanner);

    internal abstract void Write(CanonicalWriter writer, LedgerCommand command);
}

/// <summary>Every command the ledger takes.</summary>
public static class CommandTypes
{
    public static readonly ImmutableArray<CommandType> All =
    [
        Asks<AdoptRulebook>(AdoptRulebook.Alias),
        Reports<MetagraphObserved>(ObserveMetagraph.Alias),
        Reports<NeuronsObserved>(ObserveMetagraph.NeuronsAlias),
        Asks<AnnounceTournament>(AnnounceTournament.Alias),
        Reports<EntrySubmitted>(SubmitEntry.Alias),
        Reports<EntryFeePaid>(PayEntryFee.Alias),
        Reports<EntryStaked>(RecordStakes.StakeEntry),
        Reports<EntryAccepted>(AcceptEntry.Alias),
        Reports<EntryRefused>(RefuseEntry.Alias),
        Reports<DrawSeedCommitted>(CommitDrawSeed.Alias),
        Reports<DrawBlockNamed>(NameDrawBlock.Alias),
        Asks<CloseField>(CloseField.Alias),
        Reports<NodeGone>(LoseNode.Alias),
        Asks<DrawRound>(DrawRound.Alias),
        Reports<TaskPosed>(PoseTask.Alias),
        Reports<TaskReplaced>(ReplaceTask.Alias),
        Reports<RunScheduled>(ScheduleRun.Alias),
        Reports<RunStarted>(StartRun.Alias),
        Reports<RunFinished>(FinishRun.Alias),
        Reports<RunFailed>(FailRun.Alias),
        Reports<TrainingEnded>(EndTraining.Alias),
        Reports<LossMeasured>(MeasureLoss.Alias),
        Reports<MeasurementFailed>(FailMeasurement.Alias),
        Reports<DuplicateFound>(ReportDuplicate.Alias),
        Reports<FailuresApproved>(ApproveFailures.Alias),
        Reports<NodesAssigned>(RecordEvidence.AssignNodes),
        Reports<FineTuneContinued>(RecordEvidence.ContinueFineTune),
        Reports<ExampleLossesMeasured>(RecordEvidence.MeasureExamples),
        Reports<EnvironmentsNamed>(RecordEvidence.NameEnvironments),
        Reports<GamesPlayed>(RecordEvidence.PlayGames),
        Reports<EnvironmentScored>(RecordEvidence.ScoreEnvironment),
        Reports<RewardsMeasured>(RecordEvidence.MeasureRewards),
        Reports<SyntheticLossMeasured>(RecordEvidence.MeasureSynthetic),
        Reports<TaskCopied>(RecordEvidence.CopyTask),
        Reports<StakesObserved>(RecordStakes.ObserveStakes),
        Asks<ScoreTask>(ScoreTask.Alias),
        Asks<DecideTask>(DecideTask.Alias),
        Asks<CloseRound>(CloseRound.Alias),
        Asks<CompleteTournament>(CompleteTournament.Alias),
        Reports<TournamentCancelled>(CancelTournament.Alias),
        Reports<PlacesAwarded>(AwardPlaces.Alias),
        Reports<WinnerArchived>(ArchiveWinner.Alias),
        Reports<PoolTaskPosed>(PoolLedger.PoseTask),
        Reports<PoolResultMeasured>(PoolLedger.MeasureResult),
        Asks<ScorePoolTask>(ScorePoolTask.Alias),
        Reports<PoolTaskFailed>(PoolLedger.FailTask),
        Reports<PoolTaskImported>(PoolLedger.ImportTask),
        Reports<PoolRead>(PoolLedger.Read),
        Asks<DeriveWeights>(DeriveWeights.Alias),
        Reports<WeightsSubmitted>(SubmitWeights.SubmitAlias),
        Reports<WeightsIncluded>(SubmitWeights.IncludeAlias),
        Reports<WeightsExpired>(SubmitWeights.ExpireAlias),
        Reports<WeightsObservedOnChain>(SubmitWeights.ObserveAlias),
        Asks<CompareWeights>(CompareWeights.Alias),
        Reports<WeightsAlarmRaised>(SubmitWeights.RaiseAlias),
        Reports<BenchmarkMeasured>(MeasureBenchmark.Alias),
    ];

    static readonly Dictionary<string, CommandType> ByAlias = All.ToDictionary(t => t.Alias, StringComparer.Ordinal);

    static readonly Dictionary<Type, CommandType> ByType = All.ToDictionary(t => t switch
    {
        IHandles handles => handles.Handled,
        _ => throw new System.Diagnostics.UnreachableException(),
    });

    public static CommandType? Find(string alias) => ByAlias.GetValueOrDefault(alias);

    public static CommandType Of(LedgerCommand command) =>
        ByType[command is Report report ? report.Fact.GetType() : command.GetType()];

    static Asking<T> Asks<T>(string alias) where T : LedgerCommand, IPart<T> => new(alias);

    static Reporting<T> Reports<T>(string alias) where T : LedgerEvent, IEvent<T> => new(alias);

    /// <summary>The record type behind an alias: the command itself, or the fact it reports.</summary>
    interface IHandles
    {
        Type Handled { get; }
    }

    sealed class Asking<T>(string alias) : CommandType(alias), IHandles where T : LedgerCommand, IPart<T>
    {
        public Type Handled => typeof(T);

        internal override LedgerCommand Read(ref CanonicalScanner scanner) => scanner.PartHere<T>();

        internal override void Write(CanonicalWriter writer, LedgerCommand command)
        {
            var pass = new WritingPass(writer);
            T.Pass(ref pass, (T)command);
            pass.Close();
        }
    }

    sealed class Reporting<T>(string alias) : CommandType(alias), IHandles where T : LedgerEvent, IEvent<T>
    {
        public Type Handled => typeof(T);

        internal override LedgerCommand Read(ref CanonicalScanner scanner) => new Report(scanner.PartHere<T>());

        internal override void Write(CanonicalWriter writer, LedgerCommand command) =>
            EventTypes.Of(((Report)command).Fact).Write(writer, ((Report)command).Fact);
    }
}
