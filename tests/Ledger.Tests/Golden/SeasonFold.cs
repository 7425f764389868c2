using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using PointsRule = Gradients.Ledger.Rulebooks.R2025_12.Points;

namespace Gradients.Ledger.Tests.Golden;

/// <summary>Folds one tournament's facts with the rulebook alone: the shortest path from losses to a verdict.</summary>
sealed record SeasonFold(
    Hotkey? Base, int Wins, double Margin, ImmutableArray<RoundVerdict> Rounds, Hotkey Winner,
    PerformanceDifference Performance, PointTable Points)
{
    static Hotkey Burn => Constants2025_12.Placeholder;

    public static SeasonFold Of(SeasonTournament tournament, IReadOnlyList<CompletedTournament> history)
    {
        var baseWinner = RealWinner.OfLatest(history);
        var wins = Streak.Of(baseWinner ?? Burn, history);
        var margin = BossMargin.After(wins);
        var alive = new SortedSet<Hotkey>(tournament.Participants) { Burn };
        var verdicts = ImmutableArray.CreateBuilder<RoundVerdict>(tournament.Rounds.Length);
        var winner = Burn;
        var performance = PerformanceDifference.None;
        foreach (var round in tournament.Rounds)
        {
            var verdict = RoundVerdict.Of(round, margin, alive);
            verdicts.Add(verdict);
            foreach (var hotkey in verdict.Eliminated) alive.Remove(hotkey);
            if (!round.IsFinal) continue;
            winner = verdict.Winners[0];
            performance = PerformanceDifference.Of(round.Tasks, margin);
        }
        var won = verdicts.Select((v, i) =>
            new WonRound(tournament.Rounds[i].Number, tournament.Rounds[i].IsFinal, v.TaskWinners));
        var points = PointsRule.Of(tournament.Type, baseWinner, winner, won.ToArray());
        return new SeasonFold(baseWinner, wins, margin, verdicts.MoveToImmutable(), winner, performance, points);
    }

    /// <summary>Who is still in after the first rounds, the placeholder included where it is.</summary>
    public SortedSet<Hotkey> AliveAfter(SeasonTournament tournament, int rounds)
    {
        var alive = new SortedSet<Hotkey>(tournament.Participants) { Burn };
        foreach (var verdict in Rounds.AsSpan(0, rounds))
            foreach (var hotkey in verdict.Eliminated) alive.Remove(hotkey);
        return alive;
    }
}

/// <summary>What the rulebook says of one round.</summary>
sealed record RoundVerdict(
    ImmutableArray<ImmutableArray<TaskScore?>> Scores, ImmutableArray<Hotkey?> TaskWinners,
    ImmutableArray<Hotkey> BossTaskWinners, ImmutableArray<Hotkey> Winners, ImmutableArray<Hotkey> Eliminated)
{
    public static RoundVerdict Of(SeasonRound round, double margin, SortedSet<Hotkey> alive)
    {
        var scores = ImmutableArray.CreateRange(round.Tasks, t => TaskRanking.Rank(t.Type, t.Rows));
        var taskWinners = round.Tasks.Select((t, i) => TaskWinner.Of(t.Rows, scores[i])).ToImmutableArray();
        ImmutableArray<Hotkey> boss = !round.IsFinal ? []
            : ImmutableArray.CreateRange(round.Tasks, t => BossRound.Judge(margin, t.Type, t.Rows));
        var winners = round.IsFinal ? [BossRound.Decide(boss)]
            : round.IsGroup ? RoundWinners.OfGroups(round.Tasks.Select(t => t.Rows).ToArray())
            : RoundWinners.OfKnockout(taskWinners.AsSpan());
        return new RoundVerdict(
            scores, taskWinners, boss, winners, [.. alive.Where(hotkey => winners.BinarySearch(hotkey) < 0)]);
    }
}
