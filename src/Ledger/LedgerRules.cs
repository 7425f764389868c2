using System.Diagnostics;
using Gradients.Ledger.Benchmarks;
using Gradients.Ledger.Hashing;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Ledger;

/// <summary>The rules over the whole ledger: what each command comes to, and what each event must have been.</summary>
public static class LedgerRules
{
    /// <summary>Pure: the same state and command give the same decision, for ever.</summary>
    /// <param name="stream">The stream the command is about, for example <c>tournament/spring</c>.</param>
    public static Decision Decide(LedgerState state, string stream, LedgerCommand command)
    {
        if (!Streams.IsLegal(stream) || !Belongs(stream, command))
            return new Decision.Refuse(new("stream_malformed", "ledger: events live in six kinds of streams",
                $"'{stream}' is no stream for this command."));
        return command switch
        {
            Report report => Report(state, stream, report.Fact),
            AnnounceTournament c => AnnounceTournament.Decide(state.TournamentOf(stream), c, Facts(state, stream, c)),
            CloseField => CloseField.Decide(state.TournamentOf(stream)),
            DrawRound c => DrawRound.Decide(state.TournamentOf(stream), c),
            ScoreTask c => ScoreTask.Decide(state.TournamentOf(stream), c),
            DecideTask c => DecideTask.Decide(state.TournamentOf(stream), c),
            CloseRound close => CloseRound.Decide(state.TournamentOf(stream), close),
            CompleteTournament => CompleteTournament.Decide(state.TournamentOf(stream)),
            AdoptRulebook c => AdoptRulebook.Decide(state, c),
            ScorePoolTask c => ScorePoolTask.Decide(state.Pool(stream), c),
            DeriveWeights => DeriveWeights.Decide(state, stream),
            CompareWeights => CompareWeights.Decide(state.Lane(stream)),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };
    }

    static Decision Report(LedgerState state, string stream, LedgerEvent fact) =>
        Decision.Unless(ForbidArrival(state, stream, fact) ?? Forbid(state, stream, fact), fact);

    /// <summary>What follows from other events is asked for, never told: the ledger itself draws it.</summary>
    internal static bool IsConclusion(LedgerEvent fact) => fact is TournamentAnnounced or FieldClosed or RoundDrawn
        or BossTaskJudged or TaskScored or TaskDecided or RoundClosed or ChampionDefended or ChampionDethroned
        or TournamentCompleted or RulebookAdopted or WeightsDerived or NodeWeightsDerived or WeightsDiverged
        or PoolTaskScored;

    /// <summary>What is checked of a command alone: the event, once recorded, is opaque to later readers.</summary>
    static Refusal? ForbidArrival(LedgerState state, string stream, LedgerEvent fact) => fact switch
    {
        EntrySubmitted entry => SubmitEntry.ForbidArrival(state.TournamentOf(stream), entry),
        _ when IsConclusion(fact) => new("conclusion_reported", "ledger: conclusions are drawn, not reported",
            $"{fact.GetType().Name} follows from the facts: ask for it instead of reporting it."),
        _ => null,
    };

    static bool Belongs(string stream, LedgerCommand command) => command switch
    {
        Report { Fact: var fact } => Belongs(stream, fact),
        AdoptRulebook => stream == Streams.Rulebook,
        DeriveWeights or CompareWeights => Streams.IsWeights(stream),
        ScorePoolTask => Streams.IsPool(stream),
        _ => Streams.IsTournament(stream),
    };

    static bool Belongs(string stream, LedgerEvent fact) => fact switch
    {
        TournamentEvent => Streams.IsTournament(stream),
        RulebookEvent => stream == Streams.Rulebook,
        MetagraphEvent => Streams.IsMetagraph(stream),
        WeightsEvent => Streams.IsWeights(stream),
        BenchmarkEvent => Streams.IsBenchmark(stream),
        PoolEvent => Streams.IsPool(stream),
        _ => throw new UnreachableException($"No stream for {fact.GetType().Name}."),
    };

    static AnnounceTournament.Facts Facts(LedgerState state, string stream, AnnounceTournament command)
    {
        // A champion brought by an import has no history here: its streak counts from nothing.
        var facts = Facts(state, stream, command.Type, command.Rulebook);
        return facts.HasHistory || command.DefendingChampion is null ? facts : facts with { Streak = 0 };
    }

    static AnnounceTournament.Facts Facts(LedgerState state, string stream, TournamentType type, string rulebook)
    {
        var history = state.History(type);
        string? running = null;
        foreach (var live in state.Live)
            if (live.Stream != stream && TypeOf(live.State) == type)
                running = live.Stream;
        return new(state.Rulebooks.Contains(rulebook), running, !history.Completed.IsEmpty, history.Champion,
            history.Streak, InForce(state));
    }

    /// <summary>The newest rulebook adopted, if any.</summary>
    static string? InForce(LedgerState state) =>
        KnownRulebooks.IndexOfNewest(state.Rulebooks) is >= 0 and var newest ? KnownRulebooks.All[newest].Id : null;

    static TournamentType? TypeOf(Tournament tournament) => tournament switch
    {
        Tournament.Open open => open.Terms.Type,
        Tournament.Running running => running.Terms.Type,
        Tournament.Decided decided => decided.Course.Terms.Type,
        _ => null,
    };

    /// <summary>Why an event may not stand here, or null: asked by the writer before, by the auditor after.</summary>
    public static Refusal? Forbid(LedgerState state, string stream, LedgerEvent fact)
    {
        if (!Streams.IsLegal(stream) || !Belongs(stream, fact))
            return new("stream_malformed", "ledger: events live in six kinds of streams",
                $"'{stream}' is no stream for this event.");
        return fact switch
        {
            TournamentAnnounced e => AnnounceTournament.Forbid(
                state.TournamentOf(stream), e, Facts(state, stream, e.Type, e.Rulebook)),
            TournamentEvent e => TournamentRules.Forbid(state.TournamentOf(stream), e) ?? ForbidAcross(state, stream, e),
            RulebookAdopted e => AdoptRulebook.Forbid(state, e),
            MetagraphEvent e => ObserveMetagraph.Forbid(state, stream, e),
            WeightsDerived or NodeWeightsDerived => DeriveWeights.Forbid(state, stream),
            WeightsDiverged => CompareWeights.Forbid(state.Lane(stream)),
            WeightsEvent e => SubmitWeights.Forbid(state.Lane(stream), e),
            BenchmarkEvent e => MeasureBenchmark.Forbid(state, stream, e),
            PoolEvent e => PoolLedger.Forbid(state, stream, e),
            _ => throw new UnreachableException($"No rule for {fact.GetType().Name}."),
        };
    }

    /// <summary>What other streams say against an event that its own tournament lets stand.</summary>
    static Refusal? ForbidAcross(LedgerState state, string stream, TournamentEvent fact) => fact switch
    {
        EntryStaked e => RecordStakes.ForbidReturns(state, stream, e),
        TaskCopied e => PoolLedger.ForbidCopy(state, e),
        _ => null,
    };

    /// <summary>
    /// What a recorded conclusion must be, recomputed from the facts before it; null for events that state facts. To be
    /// asked only of events that <see cref="Forbid"/> lets stand.
    /// </summary>
    public static LedgerEvent? Recompute(LedgerState state, string stream, LedgerEvent recorded) => recorded switch
    {
        TournamentAnnounced e => Announced(state, stream, e),
        TournamentEvent e => TournamentRules.Recompute(state.TournamentOf(stream), e),
        RulebookAdopted e => AdoptRulebook.Conclude(e.Rulebook),
        WeightsDerived or NodeWeightsDerived => DeriveWeights.Conclude(state, stream),
        PoolTaskScored e => ScorePoolTask.Conclude(state.Pool(stream), e.Task),
        WeightsDiverged => CompareWeights.Conclude(state.Lane(stream)),
        MetagraphObserved or NeuronsObserved or BenchmarkMeasured or PoolEvent => null,
        WeightsSubmitted or WeightsIncluded or WeightsExpired or WeightsObservedOnChain or WeightsAlarmRaised => null,
        _ => throw new UnreachableException($"No recomputation for {recorded.GetType().Name}."),
    };

    /// <summary>Champion, streak and fee follow from the ledger, except a first champion that an import brings.</summary>
    static TournamentAnnounced Announced(LedgerState state, string stream, TournamentAnnounced e)
    {
        var facts = Facts(state, stream, e.Type, e.Rulebook);
        var brought = !facts.HasHistory && e.DefendingChampion is not null;
        return e with
        {
            DefendingChampion = brought ? e.DefendingChampion : facts.Champion,
            Streak = brought ? 0 : facts.Streak,
            FeeRao = TournamentBook.Of(e.Rulebook).FeeRao(e.Type) ?? e.FeeRao,
        };
    }
}
