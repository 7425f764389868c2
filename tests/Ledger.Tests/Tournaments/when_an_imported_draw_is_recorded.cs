using System.Collections.Immutable;

namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_an_imported_draw_is_recorded : TournamentSpec
{
    static Story A_field(params Hotkey[] entrants) => a_ledger_with_rules().imported().field(entrants);

    static DrawRound As(params Hotkey[][] slots) => new([.. slots.Select(slot => slot.ToImmutableArray())], null);

    [Fact]
    public void it_stands_as_it_was_without_a_seed() =>
        Given(A_field(Alice, Bob, Charlie, Dave))
            .When(As([Dave, Alice], [Bob, Charlie]))
            .Then(new RoundDrawn([[Dave, Alice], [Bob, Charlie]], RoundKind.Knockout, 1, null));

    [Fact]
    public void an_odd_field_has_to_hold_the_placeholder() =>
        Given(A_field(Alice, Bob, Charlie))
            .When(As([Placeholder, Alice], [Bob, Charlie]))
            .Then(new RoundDrawn([[Placeholder, Alice], [Bob, Charlie]], RoundKind.Knockout, 1, null));

    [Fact]
    public void an_even_field_must_not_hold_it() =>
        Given(A_field(Alice, Bob)).When(As([Placeholder, Alice])).Then(Refused("draw_breaks_structure"));

    [Fact]
    public void nobody_may_be_missing() =>
        Given(A_field(Alice, Bob, Charlie, Dave)).When(As([Dave, Alice])).Then(Refused("draw_breaks_structure"));

    [Fact]
    public void nobody_may_be_drawn_twice() =>
        Given(A_field(Alice, Bob, Charlie, Dave))
            .When(As([Dave, Alice], [Alice, Charlie]))
            .Then(Refused("draw_breaks_structure"));

    [Fact]
    public void strangers_may_not_be_drawn() =>
        Given(A_field(Alice, Bob)).When(As([Alice, Eve])).Then(Refused("draw_breaks_structure"));

    [Fact]
    public void pairs_are_two() =>
        Given(A_field(Alice, Bob, Charlie, Dave))
            .When(As([Dave, Alice, Bob], [Charlie]))
            .Then(Refused("draw_breaks_structure"));

    [Fact]
    public void forty_entrants_in_one_group_break_the_structure() =>
        Given(A_field(Miners(40))).When(As(Miners(40))).Then(Refused("draw_breaks_structure"));

    [Fact]
    public void groups_may_stand_in_any_order_of_size() =>
        Given(A_field(Miners(41)))
            .When(As(Miners(41)[..20], Miners(41)[20..]))
            .Then(new RoundDrawn([[.. Miners(41)[..20]], [.. Miners(41)[20..]]], RoundKind.Group, 1, null));

    [Fact]
    public void an_import_may_also_reveal_a_seed_it_had_bound() =>
        Given(a_ledger_with_rules().imported().And(a_committed_seed(1)).field(Alice, Bob))
            .When(new DrawRound([], seed(1)))
            .Then<RoundDrawn>(drawn => Assert.Equal(SeedSource.Committed, drawn.Seed!.Source));

    [Fact]
    public void an_import_cannot_reveal_a_seed_it_never_bound() =>
        Given(A_field(Alice, Bob)).When(new DrawRound([], seed(1))).Then(Refused("seed_not_bound"));
}
