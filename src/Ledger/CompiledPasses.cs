using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Benchmarks;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Ledger;

/// <summary>
/// Every fact's and command's way through the three passes, by name. Elsewhere they are reached through type parameters,
/// where the ahead-of-time compiler does not see them; unnamed, each would be compiled when a program first meets it.
/// </summary>
static class CompiledPasses
{
    delegate T Reading<T>(ref CanonicalScanner pass, T? value);

    delegate T Writing<T>(ref WritingPass pass, T? value);

    delegate T Noting<T>(ref NotingPass pass, T? value);

    internal static ImmutableArray<Type> Of() =>
    [
        Of<AdoptRulebook>(AdoptRulebook.Pass, AdoptRulebook.Pass, AdoptRulebook.Pass),
        Of<AnnounceTournament>(AnnounceTournament.Pass, AnnounceTournament.Pass, AnnounceTournament.Pass),
        Of<AwardedPlace>(AwardedPlace.Pass, AwardedPlace.Pass, AwardedPlace.Pass),
        Of<BenchmarkMeasured>(BenchmarkMeasured.Pass, BenchmarkMeasured.Pass, BenchmarkMeasured.Pass),
        Of<BossTaskJudged>(BossTaskJudged.Pass, BossTaskJudged.Pass, BossTaskJudged.Pass),
        Of<BurnShares>(BurnShares.Pass, BurnShares.Pass, BurnShares.Pass),
        Of<ChampionDefended>(ChampionDefended.Pass, ChampionDefended.Pass, ChampionDefended.Pass),
        Of<ChampionDethroned>(ChampionDethroned.Pass, ChampionDethroned.Pass, ChampionDethroned.Pass),
        Of<CloseField>(CloseField.Pass, CloseField.Pass, CloseField.Pass),
        Of<CloseRound>(CloseRound.Pass, CloseRound.Pass, CloseRound.Pass),
        Of<CompareWeights>(CompareWeights.Pass, CompareWeights.Pass, CompareWeights.Pass),
        Of<ComparedExamples>(ComparedExamples.Pass, ComparedExamples.Pass, ComparedExamples.Pass),
        Of<CompleteTournament>(CompleteTournament.Pass, CompleteTournament.Pass, CompleteTournament.Pass),
        Of<Constant>(Constant.Pass, Constant.Pass, Constant.Pass),
        Of<DecideTask>(DecideTask.Pass, DecideTask.Pass, DecideTask.Pass),
        Of<DecidedRow>(DecidedRow.Pass, DecidedRow.Pass, DecidedRow.Pass),
        Of<DeriveWeights>(DeriveWeights.Pass, DeriveWeights.Pass, DeriveWeights.Pass),
        Of<DivergedWeight>(DivergedWeight.Pass, DivergedWeight.Pass, DivergedWeight.Pass),
        Of<DrawBlockNamed>(DrawBlockNamed.Pass, DrawBlockNamed.Pass, DrawBlockNamed.Pass),
        Of<DrawRound>(DrawRound.Pass, DrawRound.Pass, DrawRound.Pass),
        Of<DrawSeed>(DrawSeed.Pass, DrawSeed.Pass, DrawSeed.Pass),
        Of<DrawSeedCommitted>(DrawSeedCommitted.Pass, DrawSeedCommitted.Pass, DrawSeedCommitted.Pass),
        Of<DuplicateFound>(DuplicateFound.Pass, DuplicateFound.Pass, DuplicateFound.Pass),
        Of<EntryAccepted>(EntryAccepted.Pass, EntryAccepted.Pass, EntryAccepted.Pass),
        Of<EntryFeePaid>(EntryFeePaid.Pass, EntryFeePaid.Pass, EntryFeePaid.Pass),
        Of<EntryRefused>(EntryRefused.Pass, EntryRefused.Pass, EntryRefused.Pass),
        Of<EntryStaked>(EntryStaked.Pass, EntryStaked.Pass, EntryStaked.Pass),
        Of<EntrySubmitted>(EntrySubmitted.Pass, EntrySubmitted.Pass, EntrySubmitted.Pass),
        Of<EnvironmentResult>(EnvironmentResult.Pass, EnvironmentResult.Pass, EnvironmentResult.Pass),
        Of<EnvironmentScored>(EnvironmentScored.Pass, EnvironmentScored.Pass, EnvironmentScored.Pass),
        Of<EnvironmentsNamed>(EnvironmentsNamed.Pass, EnvironmentsNamed.Pass, EnvironmentsNamed.Pass),
        Of<ExampleLossesMeasured>(ExampleLossesMeasured.Pass, ExampleLossesMeasured.Pass, ExampleLossesMeasured.Pass),
        Of<FailuresApproved>(FailuresApproved.Pass, FailuresApproved.Pass, FailuresApproved.Pass),
        Of<FieldClosed>(FieldClosed.Pass, FieldClosed.Pass, FieldClosed.Pass),
        Of<FineTuneContinued>(FineTuneContinued.Pass, FineTuneContinued.Pass, FineTuneContinued.Pass),
        Of<GamesPlayed>(GamesPlayed.Pass, GamesPlayed.Pass, GamesPlayed.Pass),
        Of<ImportedResult>(ImportedResult.Pass, ImportedResult.Pass, ImportedResult.Pass),
        Of<LossMeasured>(LossMeasured.Pass, LossMeasured.Pass, LossMeasured.Pass),
        Of<MeasurementFailed>(MeasurementFailed.Pass, MeasurementFailed.Pass, MeasurementFailed.Pass),
        Of<MetagraphObserved>(MetagraphObserved.Pass, MetagraphObserved.Pass, MetagraphObserved.Pass),
        Of<NamedEnvironment>(NamedEnvironment.Pass, NamedEnvironment.Pass, NamedEnvironment.Pass),
        Of<NamedShare>(NamedShare.Pass, NamedShare.Pass, NamedShare.Pass),
        Of<NeuronsObserved>(NeuronsObserved.Pass, NeuronsObserved.Pass, NeuronsObserved.Pass),
        Of<NodeGone>(NodeGone.Pass, NodeGone.Pass, NodeGone.Pass),
        Of<NodeWeight>(NodeWeight.Pass, NodeWeight.Pass, NodeWeight.Pass),
        Of<NodeWeightsDerived>(NodeWeightsDerived.Pass, NodeWeightsDerived.Pass, NodeWeightsDerived.Pass),
        Of<NodesAssigned>(NodesAssigned.Pass, NodesAssigned.Pass, NodesAssigned.Pass),
        Of<PlacesAwarded>(PlacesAwarded.Pass, PlacesAwarded.Pass, PlacesAwarded.Pass),
        Of<PoolRead>(PoolRead.Pass, PoolRead.Pass, PoolRead.Pass),
        Of<PoolResultMeasured>(PoolResultMeasured.Pass, PoolResultMeasured.Pass, PoolResultMeasured.Pass),
        Of<PoolTaskFailed>(PoolTaskFailed.Pass, PoolTaskFailed.Pass, PoolTaskFailed.Pass),
        Of<PoolTaskImported>(PoolTaskImported.Pass, PoolTaskImported.Pass, PoolTaskImported.Pass),
        Of<PoolTaskPosed>(PoolTaskPosed.Pass, PoolTaskPosed.Pass, PoolTaskPosed.Pass),
        Of<PoolTaskScored>(PoolTaskScored.Pass, PoolTaskScored.Pass, PoolTaskScored.Pass),
        Of<Reward>(Reward.Pass, Reward.Pass, Reward.Pass),
        Of<RewardsMeasured>(RewardsMeasured.Pass, RewardsMeasured.Pass, RewardsMeasured.Pass),
        Of<RoundClosed>(RoundClosed.Pass, RoundClosed.Pass, RoundClosed.Pass),
        Of<RoundDrawn>(RoundDrawn.Pass, RoundDrawn.Pass, RoundDrawn.Pass),
        Of<RulebookAdopted>(RulebookAdopted.Pass, RulebookAdopted.Pass, RulebookAdopted.Pass),
        Of<RunFailed>(RunFailed.Pass, RunFailed.Pass, RunFailed.Pass),
        Of<RunFinished>(RunFinished.Pass, RunFinished.Pass, RunFinished.Pass),
        Of<RunScheduled>(RunScheduled.Pass, RunScheduled.Pass, RunScheduled.Pass),
        Of<RunStarted>(RunStarted.Pass, RunStarted.Pass, RunStarted.Pass),
        Of<RunUsage>(RunUsage.Pass, RunUsage.Pass, RunUsage.Pass),
        Of<ScorePoolTask>(ScorePoolTask.Pass, ScorePoolTask.Pass, ScorePoolTask.Pass),
        Of<ScoreTask>(ScoreTask.Pass, ScoreTask.Pass, ScoreTask.Pass),
        Of<ScoredRow>(ScoredRow.Pass, ScoredRow.Pass, ScoredRow.Pass),
        Of<SeenStake>(SeenStake.Pass, SeenStake.Pass, SeenStake.Pass),
        Of<StakesObserved>(StakesObserved.Pass, StakesObserved.Pass, StakesObserved.Pass),
        Of<StoredPerformance>(StoredPerformance.Pass, StoredPerformance.Pass, StoredPerformance.Pass),
        Of<SyntheticLossMeasured>(SyntheticLossMeasured.Pass, SyntheticLossMeasured.Pass, SyntheticLossMeasured.Pass),
        Of<TaskCopied>(TaskCopied.Pass, TaskCopied.Pass, TaskCopied.Pass),
        Of<TaskDecided>(TaskDecided.Pass, TaskDecided.Pass, TaskDecided.Pass),
        Of<TaskPosed>(TaskPosed.Pass, TaskPosed.Pass, TaskPosed.Pass),
        Of<TaskReplaced>(TaskReplaced.Pass, TaskReplaced.Pass, TaskReplaced.Pass),
        Of<TaskScored>(TaskScored.Pass, TaskScored.Pass, TaskScored.Pass),
        Of<TournamentAnnounced>(TournamentAnnounced.Pass, TournamentAnnounced.Pass, TournamentAnnounced.Pass),
        Of<TournamentCancelled>(TournamentCancelled.Pass, TournamentCancelled.Pass, TournamentCancelled.Pass),
        Of<TournamentCompleted>(TournamentCompleted.Pass, TournamentCompleted.Pass, TournamentCompleted.Pass),
        Of<TrainingEnded>(TrainingEnded.Pass, TrainingEnded.Pass, TrainingEnded.Pass),
        Of<WeightsAlarmRaised>(WeightsAlarmRaised.Pass, WeightsAlarmRaised.Pass, WeightsAlarmRaised.Pass),
        Of<WeightsDerived>(WeightsDerived.Pass, WeightsDerived.Pass, WeightsDerived.Pass),
        Of<WeightsDiverged>(WeightsDiverged.Pass, WeightsDiverged.Pass, WeightsDiverged.Pass),
        Of<WeightsExpired>(WeightsExpired.Pass, WeightsExpired.Pass, WeightsExpired.Pass),
        Of<WeightsIncluded>(WeightsIncluded.Pass, WeightsIncluded.Pass, WeightsIncluded.Pass),
        Of<WeightsObservedOnChain>(
            WeightsObservedOnChain.Pass, WeightsObservedOnChain.Pass, WeightsObservedOnChain.Pass),
        Of<WeightsSubmitted>(WeightsSubmitted.Pass, WeightsSubmitted.Pass, WeightsSubmitted.Pass),
        Of<WinnerArchived>(WinnerArchived.Pass, WinnerArchived.Pass, WinnerArchived.Pass),
    ];

    static Type Of<T>(Reading<T> read, Writing<T> write, Noting<T> note) where T : class, IPart<T> =>
        read.Method.DeclaringType == write.Method.DeclaringType && write.Method.DeclaringType == note.Method.DeclaringType
            ? typeof(T)
            : throw new UnreachableException();
}
