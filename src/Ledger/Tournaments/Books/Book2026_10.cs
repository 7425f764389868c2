using System.Collections.Immutable;
using Gradients.Ledger.Catalogues;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2026_10;
using PerformanceDifference = Gradients.Ledger.Rulebooks.R2025_12.PerformanceDifference;
using RoundOutcome = Gradients.Ledger.Rulebooks.R2025_12.RoundOutcome;

namespace Gradients.Ledger.Tournaments;

/// <summary>Tournaments under rulebook 2026.10: its pure functions, asked by the tournament.</summary>
internal sealed class Book2026_10 : TournamentBook
{
    public override string Id => Constants2026_10.RulebookId;

    public override Hotkey Placeholder => Constants2026_10.Placeholder;

    // The rule text names no least number of entrants; two are needed to play at all.
    public override int MinimumEntrants => Constants2026_10.EnvironmentGroupMin;

    public override bool Plays(TournamentType type) => true;

    public override long? FeeRao(TournamentType type) => null;

    public override double Margin(int streak) => Constants2026_10.RelativeMargin;

    internal override NextDraw Next(Tournament.Running running)
    {
        var isFirst = running.Past.IsEmpty;
        var entrants = running.Participants.Select(participant => participant.Hotkey).Where(h => h != Placeholder);
        if (running.Terms.Type != TournamentType.Environment)
            return Drawn(isFirst ? RoundFlow.First(entrants) : RoundFlow.Next(running.Past[^1].Winners, running.Gone));
        var next = isFirst
            ? RoundFlow.ShapeEnvironment([.. entrants], number: 1, isFinal: false)
            : RoundFlow.NextEnvironment(running.Past[^1].Winners, running.Gone);
        var draw = Drawn(next);
        return next is null || next.Entrants.Contains(Placeholder)
            ? draw
            : draw with { Joins = new(Placeholder, RoundFlow.PlaceholderGroup(next.GroupSizes)) };
    }

    static NextDraw Drawn(NextRound? next)
    {
        if (next is null || next.Entrants.IsEmpty)
            return new(RoundOutcome.NobodyToDraw, RoundKind.Knockout, [], []);
        ImmutableArray<int> sizes =
            next.Kind == RoundKind.Group ? next.GroupSizes : [.. Enumerable.Repeat(2, next.Pairs)];
        return new(RoundOutcome.Drawn, next.IsFinal ? RoundKind.Boss : next.Kind, next.Entrants, sizes);
    }

    internal override ImmutableArray<DueTask> Due(TournamentType type, RoundDrawn round) =>
        Posing2026_10.Due(type, round);

    internal override string Gpu(TaskType type, long parameters, string model, bool continues) =>
        $"{GpuRequirement.Of((TaskKind)type, parameters, model, isContinuous: continues) ?? 1}xH100";

    public override DecidedFrom Reads(TaskType type, RoundKind round) => type switch
    {
        TaskType.GrpoTask => DecidedFrom.Rewards,
        TaskType.EnvironmentTask => DecidedFrom.Environments,
        // Groups are ranked by losses alone (rule 4.6); pairs and finals compare example by example (4.3, 4.5).
        _ when round != RoundKind.Group && Measure.IsPaired((TaskKind)type) => DecidedFrom.ExampleLosses,
        _ => DecidedFrom.Loss,
    };

    internal override Refusal? ForbidTask(Terms terms, Round round, TaskPosed fact) =>
        Posing2026_10.Forbid(terms, round, fact);

    internal override Refusal? ForbidEvidence(Tournament.Running running, PosedTask task, TaskEvidence fact) =>
        Evidence2026_10.Forbid(running, task, fact) is { } refusal
            ? refusal
            : null;

    internal override TaskEvidence Judge(PosedTask task) => Finals2026_10.Judge(task);

    internal override TaskEvidence Score(PosedTask task) => Evidence2026_10.Score(task);

    internal override Refusal? ForbidVerdict(Tournament.Running running, PosedTask task) =>
        Finals2026_10.IsJudged(running) && task.Dossier?.Judged is null
            ? new("not_judged", "2026.10 4.3: a boss task is judged, then ranked",
                $"Task '{task.Id}' was not judged between the boss and its opponent.")
            : null;

    internal override ImmutableArray<TournamentEvent> Decide(Tournament.Running running, PosedTask task)
    {
        if (!Finals2026_10.IsJudged(running))
            return [Conclude(running, task)];
        var judged = Judge(task);
        return [judged, Conclude(running, task with { Dossier = (task.Dossier ?? TaskDossier.Empty).With(judged) })];
    }

    internal override TaskDecided Conclude(Tournament.Running running, PosedTask task)
    {
        var rows = task.Rows;
        var scores = TaskRanking.Rank((TaskKind)task.Posed.Type, rows);
        var ranked = DecideTask.Rows(rows, scores);
        if (Finals2026_10.IsJudged(running))
            return Finals2026_10.Verdict(task, ranked);
        if (running.Round!.Kind != RoundKind.Knockout)
            return new(null, ranked, task.Id, Finals2026_10.Best(ranked));
        var knockout = Finals2026_10.KnockoutOf(task, scores);
        return knockout.Loser is { } loser && knockout.Winner is { } winner
            ? new(null, Finals2026_10.Rescored(ranked, winner, loser), task.Id, winner)
            : new(null, ranked, task.Id, knockout.Winner);
    }

    internal override Refusal? ForbidClose(Terms terms, Round round) => Posing2026_10.ForbidClose(terms, round);

    internal override ImmutableArray<Hotkey> Winners(Terms terms, Round round)
    {
        var tasks = round.Tasks.Where(task => !task.IsReplaced).ToArray();
        if (terms.Type == TournamentType.Environment)
            return EnvironmentWinners(round, tasks);
        return round.Kind switch
        {
            RoundKind.Group when round.Number == 1 && round.Assignments.Length == 1 && tasks.Length > 1 =>
                Sorted(RoundOneGroup.Advance([.. tasks.Select(task => task.Rows)])),
            RoundKind.Group => Sorted(GroupRound.Advance(Posing2026_10.Groups(round), isFinal: false)),
            RoundKind.Knockout => Sorted(tasks.Select(task => task.Verdict?.Winner).OfType<Hotkey>()),
            _ => [Finals2026_10.Outcome(terms, tasks).Winner ?? Placeholder],
        };
    }

    static ImmutableArray<Hotkey> EnvironmentWinners(Round round, PosedTask[] tasks)
    {
        if (round.IsBossRound)
            return [EnvironmentBossRound.Places(Finals2026_10.Environments(tasks))[0]];
        var winners = EnvironmentGroups.Advance(Posing2026_10.Groups(round), isFinal: false);
        // The champion defends on: with anybody left to meet it, the placeholder is in the next round too.
        return winners.IsEmpty ? [] : Sorted(winners.Append(Constants2026_10.Placeholder));
    }

    static ImmutableArray<Hotkey> Sorted(IEnumerable<Hotkey> winners) => [.. new SortedSet<Hotkey>(winners)];

    /// <summary>Rule 4.18, end: the placeholder is not eliminated before the final.</summary>
    internal override bool Eliminates(Round round, Hotkey hotkey) => round.IsBossRound || hotkey != Placeholder;

    internal override ImmutableArray<GroupTask> Remember(Terms terms, Round round) =>
        terms.Type == TournamentType.Environment && !round.IsBossRound ? Posing2026_10.Groups(round) : default;

    internal override PerformanceDifference Performance(Tournament.Decided decided) =>
        Finals2026_10.Performance(decided);

    internal override Refusal? ForbidPlaces(Tournament.Decided decided) =>
        decided.Course.Terms is { Type: TournamentType.Environment, IsImported: false } && !Places(decided).IsEmpty
            ? new("places_derived", "2026.10 4.8: places of an environment tournament follow from its rounds",
                "The places of this tournament follow from its final and the round before.")
            : null;

    internal override ImmutableArray<FinalPosition> Places(Tournament.Decided decided) =>
        decided.Course.Terms.Type == TournamentType.Environment ? Finals2026_10.EnvironmentPlaces(decided.Course) : [];
}
