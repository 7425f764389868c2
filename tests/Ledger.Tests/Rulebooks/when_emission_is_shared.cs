using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using BurnRule = Gradients.Ledger.Rulebooks.R2025_12.Burn;

namespace Gradients.Ledger.Tests.Rulebooks;

public sealed class when_emission_is_shared : RulebookSpec
{
    [Fact]
    public void a_streak_counts_wins_under_the_own_hotkey_and_defences_behind_the_placeholder()
    {
        CompletedTournament[] history = [Won(Bob), Won(Ann), Won(Burn, by: Ann), Won(Burn, by: Ann)];
        Assert.Equal(3, Streak.Of(Ann, history));
        Assert.Equal(0, Streak.Of(Bob, history));
    }

    [Fact]
    public void a_first_tournament_kept_by_the_placeholder_makes_the_placeholder_champion()
    {
        // Surprise 8.
        CompletedTournament[] history = [Won(Burn)];
        Assert.Equal(Burn, RealWinner.OfLatest(history));
        Assert.Equal(1, Streak.Of(Burn, history));
    }

    [Fact]
    public void without_any_tournament_the_base_shares_stand_and_nothing_is_stored()
    {
        var details = BurnRule.Details([], []);
        Assert.Equal(0.15, details.Shares.TextTournamentWeight);
        Assert.Equal(0.10, details.Shares.ImageTournamentWeight);
        Assert.Null(details.Shares.TextPerformanceDiff);
        Assert.Empty(details.Stored);
    }

    [Fact]
    public void a_new_champion_brings_the_fresh_difference_which_is_stored()
    {
        var details = BurnRule.Details([Won(Ann, fresh: 0.25, id: "spring")], []);
        Assert.Equal(0.15 + (0.25 - 0.05) * 2.0, details.Shares.TextTournamentWeight);
        Assert.Equal([("spring", 0.25)], details.Stored.Select(s => (s.Tournament, s.Difference)));
    }

    [Fact]
    public void a_defence_lives_on_the_stored_difference_less_one_hundredth_per_extra_win()
    {
        // Surprise 12.
        var details = BurnRule.Details(
            [Won(Ann, stored: 0.25), Won(Burn, by: Ann, fresh: 0.9)], []);
        Assert.Equal(0.15 + ((0.25 - 0.05) * 2.0 - 1 * 0.01), details.Shares.TextTournamentWeight);
        Assert.Empty(details.Stored);
    }

    [Fact]
    public void a_champion_who_wins_twice_under_the_own_hotkey_loses_the_bonus()
    {
        // Surprise 11: the look-up finds this very tournament, where nothing was ever stored.
        var details = BurnRule.Details(
            [Won(Ann, stored: 0.25), Won(Ann, by: Ann, fresh: 0.9)], []);
        Assert.Equal(0.0, details.Shares.TextPerformanceDiff);
        Assert.Equal(0.15, details.Shares.TextTournamentWeight);
    }

    [Fact]
    public void a_share_never_passes_its_cap() =>
        Assert.Equal(
            0.4, BurnRule.Details([], [Won(Ann, fresh: 50.0)]).Shares.ImageTournamentWeight);
}
