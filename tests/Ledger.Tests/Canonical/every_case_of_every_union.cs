using System.Diagnostics;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;

namespace Gradients.Ledger.Tests.Canonical;

/// <summary>
/// The compiler does not know that the unions are closed, so every event, state and command is fed to every switch
/// here: whichever forgets a case throws UnreachableException.
/// </summary>
public sealed class every_case_of_every_union
{
    static readonly Story[] Stories =
    [
        new Story(), a_ledger_with_rules(), an_open_field(Miners(8)), a_closed_field(8), a_drawn_round(8),
        a_round_with_tasks(8), a_round_with_tasks(8).measured(the_later_is_better),
        a_round_with_tasks(8).measured(the_later_is_better).Asked(new CloseRound()),
        a_boss_round(Bob, 1, Eve), a_boss_round(Bob, 1, Eve).all_final_losses(1, 0.5).Asked(new CloseRound()),
        a_boss_round(Bob, 1, Eve).all_final_losses(1, 0.5).Asked(new CloseRound(), new CompleteTournament()),
        an_open_field().And(new TournamentCancelled("broken")),
    ];

    [Fact]
    public void every_tournament_state_is_among_the_stories() => Assert.Equal(
        typeof(Tournament).GetNestedTypes()
            .Where(type => type.IsSubclassOf(typeof(Tournament))).Select(type => type.Name)
            .Order(StringComparer.Ordinal),
        Stories.Select(story => story.State.TournamentOf(TournamentSpec.Spring).GetType().Name).Distinct()
            .Order(StringComparer.Ordinal));

    static IEnumerable<(Story Story, LedgerEvent Event)> Everything()
    {
        foreach (var story in Stories)
            foreach (var type in Samples.EventRecords)
                for (var salt = 0; salt < 8; salt++)
                {
                    yield return (story, Samples.Full(type, salt));
                    yield return (story, Samples.Bare(type, salt));
                }
    }

    [Fact]
    public void every_event_is_judged_in_every_state()
    {
        foreach (var (story, e) in Everything())
        {
            LedgerRules.Forbid(story.State, Samples.StreamOf(e), e);
            LedgerRules.Decide(story.State, Samples.StreamOf(e), new Report(e));
            if (e is TournamentEvent fact)
                TournamentRules.Forbid(story.State.TournamentOf(TournamentSpec.Spring), fact);
        }
    }

    [Fact]
    public void every_event_that_may_stand_is_recomputed()
    {
        var recomputed = 0;
        foreach (var (story, e) in Everything())
            if (LedgerRules.Forbid(story.State, Samples.StreamOf(e), e) is null)
                recomputed += LedgerRules.Recompute(story.State, Samples.StreamOf(e), e) is null ? 0 : 1;
        Assert.True(recomputed > 0);
    }

    /// <summary>No event is passed over: it changes the state, or it cannot follow.</summary>
    [Fact]
    public void every_event_is_folded_or_cannot_follow()
    {
        foreach (var (story, e) in Everything())
        {
            var stream = Samples.StreamOf(e);
            var recorded = new Recorded(story.State.Head + 1, stream, story.State.Version(stream) + 1, 0, "", e);
            try
            {
                var after = LedgerState.Evolve(story.State, recorded);
                Assert.Equal(story.State.Head + 1, after.Head);
                Assert.Equal(story.State.Version(stream) + 1, after.Version(stream));
            }
            catch (CannotFollow refused)
            {
                Assert.Equal(stream, refused.Stream);
                Assert.Equal(recorded.Version, refused.Version);
                Assert.NotEmpty(refused.Reason);
            }
        }
    }

    [Fact]
    public void what_an_auditor_lets_stand_can_always_be_folded()
    {
        foreach (var (story, e) in Everything())
        {
            var stream = Samples.StreamOf(e);
            if (LedgerRules.Forbid(story.State, stream, e) is null)
                LedgerState.Evolve(story.State, new(
                    story.State.Head + 1, stream, story.State.Version(stream) + 1, 0, "", e));
        }
    }

    [Fact]
    public void every_command_is_decided_in_every_state()
    {
        var commands = typeof(LedgerCommand).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(LedgerCommand)) && !type.IsAbstract && type != typeof(Report));
        foreach (var type in commands)
            foreach (var story in Stories)
                foreach (var stream in new[] { "rulebook", "metagraph/56", "weights/56", "pool/56", TournamentSpec.Spring, "?" })
                    Assert.NotNull(LedgerRules.Decide(story.State, stream, Command(type)));
    }

    static LedgerCommand Command(Type type) => type.Name switch
    {
        nameof(AdoptRulebook) => new AdoptRulebook("2025.12"),
        nameof(AnnounceTournament) =>
            new AnnounceTournament(Completion.Operator, null, Origin.Recorded, "2025.12", TournamentType.Text),
        nameof(DrawRound) => new DrawRound([], seed(1)),
        nameof(CloseRound) => new CloseRound(),
        nameof(ScoreTask) => new ScoreTask("r1.0"),
        nameof(DecideTask) => new DecideTask("r1.0"),
        nameof(Pool.ScorePoolTask) => new Pool.ScorePoolTask("pool-1"),
        _ => (LedgerCommand)Activator.CreateInstance(type)!,
    };

    [Fact]
    public void every_command_has_a_name_of_its_own() => Assert.Equal(
        CommandTypes.All.Length, CommandTypes.All.Select(type => type.Alias).Distinct().Count());

    [Fact]
    public void positions_and_versions_without_a_hole_are_insisted_on()
    {
        var story = an_open_field();
        var e = entry(Bob);
        var version = story.State.Version(TournamentSpec.Spring) + 1;
        var head = story.State.Head;
        foreach (var (position, at) in new[] { (head, version), (head + 2, version), (head + 1, version + 1),
            (head + 1, version - 1) })
            Assert.Throws<CannotFollow>(() =>
                LedgerState.Evolve(story.State, new(position, TournamentSpec.Spring, at, 0, "", e)));
    }

    [Fact]
    public void versions_of_other_streams_are_insisted_on_too() => Assert.Throws<CannotFollow>(() =>
        LedgerState.Evolve(a_ledger_with_rules().State, new(
            2, Streams.Rulebook, 3, 0, "", new RulebookAdopted([], "x"))));
}
