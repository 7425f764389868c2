using System.Collections.Immutable;
using System.Text;
using Gradients.Ledger;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Conductor;
using Gradients.Runners.Schedules;

namespace Gradients.Runners.Tests.Schedules;

public sealed class when_a_conductor_has_schedules
{
    static readonly ImmutableArray<Schedule> Daily =
        [new(TournamentType.Text, "daily", From: 0, null, AfterCompletion: 10, Open: 5, 8, Completion.Automatic, null)];

    static ConductPlan Plan => ConductPlan.Plain(56) with
    {
        Announce = (state, desk, now) => desk.Schedule.Announcements(state, Daily, now),
    };

    [Fact]
    public void it_announces_what_is_due_and_binds_seeds_once_that_is_recorded()
    {
        var (state, desk, seeds) = (LedgerState.Empty, new Desk(), new Seeds(new byte[32]));
        void Happen(string stream, LedgerEvent fact)
        {
            var e = new Recorded(state.Head + 1, stream, state.Version(stream) + 1, state.Head, "", fact);
            state = LedgerState.Evolve(state, e);
            desk.Fold(e);
        }
        Happen("rulebook", new RulebookAdopted([], "2025.12"));
        var say = Assert.IsType<Job.Say>(Assert.Single(Work.Of(state, desk, Plan, seeds, [], 1).Jobs));
        Assert.Equal("tournament/daily-1", say.Line.Stream);
        Assert.Equal(TournamentType.Text, Assert.IsType<AnnounceTournament>(say.Line.Command).Type);
        Happen(say.Line.Stream, new TournamentAnnounced(
            Completion.Automatic, null, 0, Origin.Recorded, "2025.12", 0, TournamentType.Text));
        Assert.All(Work.Of(state, desk, Plan, seeds, [], 1).Jobs, job => Assert.IsType<DrawSeedCommitted>(
            Assert.IsType<Report>(Assert.IsType<Job.Say>(job).Line.Command).Fact));
    }

    [Fact]
    public void its_file_is_refused_with_the_member_at_fault()
    {
        var wrong = Assert.Throws<FormatException>(() => ConductFile.Read(Encoding.UTF8.GetBytes("""
            {"pool":"p","catalogue":"c","work":"w","builds":{"address":"unix:///b","bases":["gradients/base:1"]},
             "licence":"L","notice":"N","netuid":56,"schedules":[{"type":"text","name":"t","from":"2026-11-23T00:00:00Z",
             "openHours":1,"minimumField":8}]}
            """)));
        Assert.Equal("schedules[0]: either weekly or hoursAfterCompletion", wrong.Message);
    }
}
