using System.Text;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;
using Gradients.Projections.Simulation;

namespace Gradients.Projections.Tests;

/// <summary>A state that changes where it stands is, event by event, the one that is made anew.</summary>
public sealed class when_a_ledger_is_read_in_one_pass
{
    static void Same(IEnumerable<Recorded> events)
    {
        var (anew, inPlace) = (LedgerState.Empty, LedgerState.OnePass);
        foreach (var e in events)
        {
            Assert.Equal(LedgerRules.Forbid(anew, e.Stream, e.Event), LedgerRules.Forbid(inPlace, e.Stream, e.Event));
            anew = LedgerState.Evolve(anew, e);
            inPlace = LedgerState.Evolve(inPlace, e);
            Assert.Equal((anew.Head, anew.Version(e.Stream)), (inPlace.Head, inPlace.Version(e.Stream)));
            Same(anew.TournamentOf(e.Stream), inPlace.TournamentOf(e.Stream));
            Assert.Equal(anew.Live.Select(live => live.Stream), inPlace.Live.Select(live => live.Stream));
            // Conclusions read the histories: champions, streaks, bonuses and entrants.
            Assert.Equal(Concluded(anew, e), Concluded(inPlace, e));
        }
    }

    static string? Concluded(LedgerState state, Recorded e)
    {
        if (e.Event is not (TournamentAnnounced or WeightsDerived or NodeWeightsDerived))
            return null;
        var conclusion = LedgerRules.Recompute(state, e.Stream, e.Event)!;
        var writer = new CanonicalWriter();
        EventTypes.Of(conclusion).Write(writer, conclusion);
        return Encoding.UTF8.GetString(writer.Written);
    }

    static void Same(Tournament anew, Tournament inPlace)
    {
        Assert.Equal(anew.GetType(), inPlace.GetType());
        if (anew is Tournament.Completed or Tournament.Cancelled)
            Assert.Equal(anew, inPlace);
        if ((anew, inPlace) is (Tournament.Open a, Tournament.Open b))
            Assert.Equal(a.Entries, b.Entries);
        if ((anew, inPlace) is not (Tournament.Running { Round: { } ours }, Tournament.Running { Round: { } theirs }))
            return;
        Assert.Equal(ours.Tasks.Length, theirs.Tasks.Length);
        for (var i = 0; i < ours.Tasks.Length; i++)
        {
            Assert.Equal(ours.Tasks[i].Entrants, theirs.Tasks[i].Entrants);
            Assert.Equal(ours.Tasks[i].Verdict, theirs.Tasks[i].Verdict);
        }
    }

    [Theory]
    [MemberData(nameof(GoldenLedgers.Names), MemberType = typeof(GoldenLedgers))]
    public void golden_seasons_come_to_the_same(string season) => Same(GoldenLedgers.Events(season));

    [Fact]
    public void a_simulated_season_with_runs_and_refusals_comes_to_the_same() =>
        Same(new SeasonSimulator(11, 12).Events());

    [Fact]
    public void the_next_pass_starts_empty_again()
    {
        var first = LedgerState.OnePass;
        foreach (var e in new SeasonSimulator(11, 1).Events())
            first = LedgerState.Evolve(first, e);
        Assert.Equal((0L, 0L), (LedgerState.Empty.Head, LedgerState.OnePass.Head));
        Assert.Empty(LedgerState.OnePass.Live);
    }
}
