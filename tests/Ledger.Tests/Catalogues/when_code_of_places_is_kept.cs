using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.R2025_12;
using FinalPosition = Gradients.Ledger.Rulebooks.R2026_10.FinalPosition;

namespace Gradients.Ledger.Tests.Catalogues;

public sealed class when_code_of_places_is_kept
{
    static readonly Hotkey Boss = Constants2025_12.Placeholder, Champion = new("champion"), Ada = new("ada");

    static Hotkey? Second(
        Hotkey winner, Hotkey? champion, ImmutableArray<FinalPosition> places, params Hotkey[] final) =>
        new FinishedTournament(
            new("spring", winner, champion, 0, null), TournamentType.Text, 1, 0.1, 9, [], PerformanceDifference.None)
        {
            Split = new(winner, champion, places, [[.. final]]),
        }.SecondPlace;

    [Fact]
    public void the_beaten_champion_is_second() => Assert.Equal(Champion, Second(Ada, Champion, [], Ada, Boss));

    [Fact]
    public void so_is_a_challenger_who_lost() => Assert.Equal(Ada, Second(Boss, Champion, [], Ada, Boss));

    [Fact]
    public void reported_places_come_first() => Assert.Equal(
        new("ben"), Second(Ada, Champion, [new(Ada, 1), new(new("ben"), 2)], Ada, Boss));

    [Fact]
    public void nobody_is_second_where_the_title_was_free() => Assert.Null(Second(Ada, null, [], Ada, Boss));
}
