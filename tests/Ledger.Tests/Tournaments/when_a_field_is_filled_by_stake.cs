namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_a_field_is_filled_by_stake : TournamentSpec
{
    static Story Announced(Origin origin = Origin.Recorded) => new Story()
        .On(Streams.Rulebook).Asked(new AdoptRulebook("2025.09")).On(Spring)
        .Asked(new AnnounceTournament(Completion.Operator, null, origin, "2025.09", TournamentType.Image));

    static LedgerEvent[] Entered(Hotkey hotkey, double stake, int returns = 0) =>
        [entry(hotkey), new EntryStaked(returns, hotkey, stake), accepted(hotkey)];

    [Fact]
    public void the_largest_come_first_and_thirty_two_get_in()
    {
        var story = Announced().And(Enumerable.Range(1, 40).SelectMany(i => Entered(Miner(i), 1000 + i)));

        story.When(new CloseField()).Then(new FieldClosed([.. Enumerable.Range(0, 32).Select(i => Miner(40 - i))]));
    }

    [Fact]
    public void having_taken_part_before_counts_up_to_a_quarter_more()
    {
        var story = Announced(Origin.Imported)
            .And(Entered(Alice, 100)).And(Entered(Bob, 81, 5)).And(Entered(Eve, 80, 9)).And(Entered(Dave, 99, 1))
            .And(Enumerable.Range(1, 4).SelectMany(i => Entered(Miner(i), i)));

        // 103.95, 101.25, and twice 100, in the order in which they were accepted.
        story.When(new CloseField()).Then(new FieldClosed(
            [Dave, Bob, Alice, Eve, Miner(4), Miner(3), Miner(2), Miner(1)]));
    }

    [Fact]
    public void code_that_hides_itself_takes_a_place_from_others()
    {
        var story = Announced().And(Enumerable.Range(1, 32).SelectMany(i => Entered(Miner(i), i)))
            .And(entry(Bob), new EntryStaked(0, Bob, 100), new EntryRefused("train.py", Bob, "obfuscated_code"));

        story.When(new CloseField()).Then<FieldClosed>(field =>
        {
            Assert.Equal(31, field.Entrants.Length);
            Assert.DoesNotContain(Bob, field.Entrants);
            Assert.DoesNotContain(Miner(1), field.Entrants);
        });
    }

    [Fact]
    public void nobody_is_accepted_without_a_stake() =>
        Announced().And(entry(Bob)).When(accepted(Bob)).Then(Refused("stake_missing"));

    [Fact]
    public void the_ledger_itself_knows_who_took_part_before() =>
        Announced().And(entry(Bob)).When(new EntryStaked(1, Bob, 10)).Then(Refused("returns_differ"));

    [Fact]
    public void other_rulebooks_ask_for_no_stake() =>
        Given(an_open_field()).And(entry(Bob)).When(new EntryStaked(0, Bob, 10)).Then(Refused("stakes_not_read"));

    [Fact]
    public void whoever_sold_stake_is_out_though_it_won()
    {
        var story = Announced(Origin.Imported).And(Entered(Alice, 100)).And(Entered(Bob, 90)).Asked(new CloseField())
            .drawn_as([Alice, Bob]).task("semi", [Alice, Bob], TaskType.ImageTask)
            .decided("semi", (Alice, 0.1), (Bob, 0.2))
            .And(new StakesObserved([new(Alice, 99.5), new(Bob, 95)]));

        story.When(new CloseRound()).Then(
            new RoundClosed([], [.. Sorted(Alice, Bob, Placeholder)], 1),
            new ChampionDefended(Placeholder, 0.1, 1, Placeholder));
    }

    [Fact]
    public void an_earlier_look_is_corrected_by_a_later_one()
    {
        var story = Announced(Origin.Imported).And(Entered(Alice, 100)).And(Entered(Bob, 90)).Asked(new CloseField())
            .drawn_as([Alice, Bob]).task("semi", [Alice, Bob], TaskType.ImageTask)
            .decided("semi", (Alice, 0.1), (Bob, 0.2))
            .And(new StakesObserved([new(Alice, 99.5)]), new StakesObserved([new(Alice, 100)]));

        story.When(new CloseRound()).Then<RoundClosed>(closed => Assert.Equal([Alice], closed.Advanced));
    }
}
