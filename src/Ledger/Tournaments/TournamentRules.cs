using System.Diagnostics;

namespace Gradients.Ledger.Tournaments;

/// <summary>
/// What may be recorded next in a tournament, and what the conclusions must say. The writer asks before it appends, the
/// auditor asks again of every event it reads.
/// </summary>
public static class TournamentRules
{
    /// <summary>Why this event may not follow, or null. An announcement is judged by the whole ledger instead.</summary>
    public static Refusal? Forbid(Tournament state, TournamentEvent fact) => fact switch
    {
        LossMeasured e => MeasureLoss.Forbid(state, e),
        RunScheduled e => ScheduleRun.Forbid(state, e),
        RunStarted e => StartRun.Forbid(state, e),
        RunFinished e => FinishRun.Forbid(state, e),
        TrainingEnded e => EndTraining.Forbid(state, e),
        RunFailed e => FailRun.Forbid(state, e),
        MeasurementFailed e => FailMeasurement.Forbid(state, e),
        DuplicateFound e => ReportDuplicate.Forbid(state, e),
        EntrySubmitted e => SubmitEntry.Forbid(state, e),
        EntryFeePaid e => PayEntryFee.Forbid(state, e),
        EntryAccepted e => AcceptEntry.Forbid(state, e),
        EntryRefused e => RefuseEntry.Forbid(state, e),
        DrawSeedCommitted e => CommitDrawSeed.Forbid(state, e),
        DrawBlockNamed e => NameDrawBlock.Forbid(state, e),
        FieldClosed => CloseField.Forbid(state),
        NodeGone e => LoseNode.Forbid(state, e),
        RoundDrawn e => DrawRound.Forbid(state, e),
        TaskPosed e => PoseTask.Forbid(state, e),
        TaskReplaced e => ReplaceTask.Forbid(state, e),
        FailuresApproved e => ApproveFailures.Forbid(state, e),
        TaskDecided e => DecideTask.ForbidVerdict(state, e.Task),
        RoundClosed => CloseRound.Forbid(state),
        ChampionDefended or ChampionDethroned => state is Tournament.Running { IsPlayedOut: true } ? null : TooEarly,
        TournamentCompleted => CompleteTournament.Forbid(state),
        TournamentCancelled => CancelTournament.Forbid(state),
        WinnerArchived e => ArchiveWinner.Forbid(state, e),
        TournamentAnnounced => null,
        TaskEvidence e => RecordEvidence.Forbid(state, e),
        PlacesAwarded e => AwardPlaces.Forbid(state, e),
        StakeEvent e => RecordStakes.Forbid(state, e),
        _ => throw new UnreachableException($"No rule for {fact.GetType().Name}."),
    };

    static Refusal TooEarly { get; } =
        new("title_undecided", "2025.12 4.7", "The title falls when the last round is closed.");

    /// <summary>The same conclusion recomputed from the facts; null for events that state facts.</summary>
    public static TournamentEvent? Recompute(Tournament state, TournamentEvent recorded) => (recorded, state) switch
    {
        (FieldClosed, Tournament.Open open) => CloseField.Conclude(open),
        (RoundDrawn e, Tournament.Running running) => DrawRound.Conclude(running, e),
        (BossTaskJudged e, Tournament.Running running) =>
            running.Terms.Book.Judge(running.Round!.Find(e.Task)!),
        (TaskScored e, Tournament.Running running) => ScoreTask.Conclude(running, e.Task),
        (TaskDecided e, Tournament.Running running) => DecideTask.Conclude(running, e.Task),
        (RoundClosed, Tournament.Running running) => CloseRound.Conclude(running),
        (ChampionDefended or ChampionDethroned, Tournament.Running running) =>
            CloseRound.Crown(running.Terms, CloseRound.StoredWinner(running)),
        (TournamentCompleted, Tournament.Decided decided) =>
            CompleteTournament.Conclude(decided.Course.Terms, decided.Winner),
        _ => null,
    };

    /// <summary>The state after an event.</summary>
    /// <exception cref="CannotFollow">The event has no place here.</exception>
    public static Tournament Evolve(Tournament state, in Recorded e) => e.Event switch
    {
        LossMeasured fact => MeasureLoss.Evolve(state, e, fact),
        RunScheduled fact => ScheduleRun.Evolve(state, e, fact),
        RunStarted fact => StartRun.Evolve(state, e, fact),
        RunFinished fact => FinishRun.Evolve(state, e, fact),
        TrainingEnded fact => EndTraining.Evolve(state, e, fact),
        RunFailed fact => FailRun.Evolve(state, e, fact),
        MeasurementFailed fact => FailMeasurement.Evolve(state, e, fact),
        DuplicateFound fact => ReportDuplicate.Evolve(state, e, fact),
        EntrySubmitted fact => SubmitEntry.Evolve(state, e, fact),
        EntryFeePaid fact => PayEntryFee.Evolve(state, e, fact),
        EntryAccepted fact => AcceptEntry.Evolve(state, e, fact),
        EntryRefused fact => RefuseEntry.Evolve(state, e, fact),
        DrawSeedCommitted fact => CommitDrawSeed.Evolve(state, e, fact),
        DrawBlockNamed fact => NameDrawBlock.Evolve(state, e, fact),
        FieldClosed fact => CloseField.Evolve(state, e, fact),
        NodeGone fact => LoseNode.Evolve(state, e, fact),
        RoundDrawn fact => DrawRound.Evolve(state, e, fact),
        TaskPosed fact => PoseTask.Evolve(state, e, fact),
        TaskReplaced fact => ReplaceTask.Evolve(state, e, fact),
        FailuresApproved fact => ApproveFailures.Evolve(state, e, fact),
        TaskDecided fact => DecideTask.Evolve(state, e, fact),
        RoundClosed fact => CloseRound.Evolve(state, e, fact),
        ChampionDefended fact => CloseRound.Evolve(state, e, fact.Winner),
        ChampionDethroned fact => CloseRound.Evolve(state, e, fact.Challenger),
        TournamentCompleted fact => CompleteTournament.Evolve(state, e, fact),
        TournamentCancelled => CancelTournament.Evolve(state, e),
        WinnerArchived => ArchiveWinner.Evolve(state, e),
        TournamentAnnounced fact => AnnounceTournament.Evolve(state, e, fact),
        TaskEvidence fact => RecordEvidence.Evolve(state, e, fact),
        PlacesAwarded fact => AwardPlaces.Evolve(state, e, fact),
        StakeEvent fact => RecordStakes.Evolve(state, e, fact),
        _ => throw new UnreachableException($"No fold for {e.Event.GetType().Name}."),
    };
}
