using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Gradients.Ledger;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;
using Gradients.Projections.Seasons;
using Gradients.Projections.Simulation;

namespace Gradients.Benchmarks;

/// <summary>
/// Tournaments a second through the rulebook's functions on one thread, with the facts already in memory: every task
/// ranked, every round decided and the next one shaped, the boss round, performance, points and weights. Beside it the
/// full fold of the same tournaments: every rule asked, every conclusion recomputed, every event folded.
/// </summary>
static class RulebookBenchmark
{
    const int Tournaments = 400;
    const int Rounds = 5;
    const double Wanted = 10_000;

    public static Task RunAsync()
    {
        var events = new SeasonSimulator(seed: 12, Tournaments).Events().ToArray();
        var facts = new SeasonFacts();
        foreach (var e in events)
            facts.Add(e);
        var tournaments = facts.Tournaments.Select(Facts).ToArray();
        var (rulebook, fold) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var (r, f) = (PerSecond(() => Decided(tournaments)), PerSecond(() => Folded(events)));
            if (round == 0)
                continue; // Warm: compiled.
            rulebook.Add(r);
            fold.Add(f);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"rulebook over facts in memory {Median(rulebook),12:#,0} tournaments/s (wanted {Wanted:#,0})"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"full fold of their events     {Median(fold),12:#,0} events/s, {events.Length / facts.Tournaments.Length} a tournament"));
        return Task.CompletedTask;
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    static double PerSecond(Func<int> work)
    {
        var start = Stopwatch.GetTimestamp();
        var done = 0;
        do
        {
            done += work();
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < 0.5);
        return done / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The facts of one round in the rulebook's own types.</summary>
    sealed record RoundFacts(SeasonRound Round, ImmutableArray<FinalTask> Tasks);

    sealed record TournamentFacts(SeasonTournament Tournament, ImmutableArray<RoundFacts> Rounds);

    static TournamentFacts Facts(SeasonTournament tournament) => new(tournament,
        [.. tournament.Rounds.Select(round => new RoundFacts(round, [.. round.Tasks.Select(task => new FinalTask(
            task.Type, [.. task.Rows.Select(r => new TaskRow(r.Hotkey, r.Training, r.Loss, r.IsFinetune, r.Reason))]))]))]);

    /// <summary>All tournaments by the rulebook alone, oldest first; each type has its own history.</summary>
    static int Decided(TournamentFacts[] tournaments)
    {
        List<CompletedTournament>[] histories = [[], []];
        foreach (var tournament in tournaments)
        {
            var history = histories[(int)tournament.Tournament.Type];
            history.Add(Decide(tournament, history));
        }
        return tournaments.Length;
    }

    static CompletedTournament Decide(TournamentFacts facts, List<CompletedTournament> history)
    {
        var champion = RealWinner.OfLatest(history);
        var margin = BossMargin.After(Streak.Of(champion ?? Constants2025_12.Placeholder, history));
        var winner = Constants2025_12.Placeholder;
        var performance = PerformanceDifference.None;
        var won = new List<WonRound>();
        var next = RoundFlow.First(facts.Tournament.Participants);
        foreach (var (round, tasks) in facts.Rounds)
        {
            if (next.Kind != round.Kind)
                throw new InvalidOperationException($"{facts.Tournament.Id} round {round.Number}");
            var isFinal = round.Kind == RoundKind.Boss;
            var taskWinners = ImmutableArray.CreateRange(
                tasks, task => TaskWinner.Of(task.Rows, TaskRanking.Rank(task.Type, task.Rows)));
            won.Add(new(round.Number, isFinal, taskWinners));
            if (isFinal)
            {
                winner = BossRound.Decide(
                    ImmutableArray.CreateRange(tasks, task => BossRound.Judge(margin, task.Type, task.Rows)));
                performance = PerformanceDifference.Of(tasks, margin);
                break;
            }
            var winners = round.Kind == RoundKind.Group
                ? RoundWinners.OfGroups(tasks.Select(task => task.Rows).ToArray())
                : RoundWinners.OfKnockout(taskWinners.AsSpan());
            if (winners.IsEmpty)
                break;
            next = RoundFlow.Next(winners, round.Unregistered);
        }
        var points = Points.Of(facts.Tournament.Type, champion, winner, won.ToArray());
        if (points.Weights().Length > facts.Tournament.Participants.Length + 1)
            throw new InvalidOperationException(facts.Tournament.Id);
        return new(facts.Tournament.Id, winner, champion, performance.Median, null);
    }

    /// <summary>What an audit does with events once they are read.</summary>
    static int Folded(Recorded[] events)
    {
        var state = LedgerState.Empty;
        foreach (ref readonly var e in events.AsSpan())
        {
            if (LedgerRules.Forbid(state, e.Stream, e.Event) is { } refusal)
                throw new InvalidOperationException($"{e.Position}: {refusal}");
            LedgerRules.Recompute(state, e.Stream, e.Event);
            state = LedgerState.Evolve(state, e);
        }
        return events.Length;
    }
}
