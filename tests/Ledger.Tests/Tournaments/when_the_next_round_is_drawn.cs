using System.Collections.Immutable;

namespace Gradients.Ledger.Tests.Tournaments;

public sealed class when_the_next_round_is_drawn : TournamentSpec
{
    static DrawRound As(params Hotkey[][] slots) => new([.. slots.Select(slot => slot.ToImmutableArray())], null);

    static RoundDrawn Drawn(RoundKind kind, int round, params Hotkey[][] slots) =>
        new([.. slots.Select(slot => slot.ToImmutableArray())], kind, round, null);

    /// <summary>Pairs whose first member wins.</summary>
    static Story After_knockout(params Hotkey[][] pairs)
    {
        var entrants = pairs.SelectMany(pair => pair).Where(h => h != Placeholder).ToArray();
        var story = a_ledger_with_rules().imported().field(entrants).drawn_as(pairs);
        return story.Won_by_the_first(pairs);
    }

    [Fact]
    public void two_winners_meet_in_one_more_pair() =>
        Given(After_knockout([Alice, Bob], [Charlie, Dave]))
            .When(As([Charlie, Alice]))
            .Then(Drawn(RoundKind.Knockout, 2, [Charlie, Alice]));

    [Fact]
    public void three_winners_are_joined_by_the_placeholder() =>
        Given(After_knockout([Alice, Bob], [Charlie, Dave], [Eve, Ferdie]))
            .When(As([Charlie, Placeholder], [Eve, Alice]))
            .Then(Drawn(RoundKind.Knockout, 2, [Charlie, Placeholder], [Eve, Alice]));

    [Fact]
    public void one_winner_meets_the_placeholder_in_the_boss_round() =>
        Given(After_knockout([Alice, Bob]))
            .When(As([Alice, Placeholder]))
            .Then(Drawn(RoundKind.Boss, 2, [Alice, Placeholder]));

    [Fact]
    public void a_winner_and_the_placeholder_meet_in_the_boss_round() =>
        Given(After_knockout([Alice, Bob], [Placeholder, Charlie]))
            .When(As([Placeholder, Alice]))
            .Then(Drawn(RoundKind.Boss, 2, [Placeholder, Alice]));

    /// <summary>Surprise 15: it sits out for parity but is not eliminated.</summary>
    [Fact]
    public void the_placeholder_sits_out_where_it_made_three_winners()
    {
        var story = After_knockout([Alice, Bob], [Placeholder, Charlie], [Eve, Ferdie]);
        Given(story).When(As([Eve, Alice])).Then(Drawn(RoundKind.Knockout, 2, [Eve, Alice]));
        var running = (Tournament.Running)story.Current();
        Assert.Contains(running.Participants, p => p.Hotkey == Placeholder && p.IsAlive);
    }

    [Fact]
    public void four_winners_with_the_placeholder_among_them_all_play() =>
        Given(After_knockout([Alice, Bob], [Placeholder, Charlie], [Eve, Ferdie], [Miner(1), Miner(2)]))
            .When(As([Eve, Placeholder], [Miner(1), Alice]))
            .Then(Drawn(RoundKind.Knockout, 2, [Eve, Placeholder], [Miner(1), Alice]));

    /// <summary>Surprise 16: the reference makes a final without pairs here and waits for ever.</summary>
    [Fact]
    public void nobody_is_left_to_draw_where_only_the_placeholder_won() =>
        Given(After_knockout([Placeholder, Alice])).When(As([Placeholder])).Then(Refused("nobody_to_draw"));

    [Fact]
    public void such_a_tournament_can_still_be_cancelled() =>
        Given(After_knockout([Placeholder, Alice]))
            .When(new TournamentCancelled("nobody_to_draw"))
            .Then(new TournamentCancelled("nobody_to_draw"));

    [Fact]
    public void a_winner_whose_node_is_gone_is_not_drawn() =>
        Given(After_knockout([Alice, Bob], [Charlie, Dave]).And(new NodeGone(Charlie)))
            .When(As([Alice, Placeholder]))
            .Then(Drawn(RoundKind.Knockout, 2, [Alice, Placeholder]));

    [Fact]
    public void nobody_is_left_where_the_only_winners_node_is_gone() =>
        Given(After_knockout([Alice, Bob]).And(new NodeGone(Alice)))
            .When(As([Placeholder]))
            .Then(Refused("nobody_to_draw"));

    [Fact]
    public void the_node_of_a_winner_may_go() =>
        Given(After_knockout([Alice, Bob], [Charlie, Dave])).When(new NodeGone(Alice)).Then(new NodeGone(Alice));

    [Fact]
    public void a_gone_winner_is_not_eliminated()
    {
        var story = After_knockout([Alice, Bob], [Charlie, Dave]).And(new NodeGone(Charlie))
            .drawn_as([Alice, Placeholder]);
        var running = (Tournament.Running)story.Current();
        Assert.Contains(running.Participants, p => p.Hotkey == Charlie && p.IsAlive);
    }

    [Fact]
    public void a_node_goes_once() =>
        Given(After_knockout([Alice, Bob], [Charlie, Dave]).And(new NodeGone(Alice)))
            .When(new NodeGone(Alice))
            .Then(Refused("already_gone"));

    [Fact]
    public void the_node_of_a_loser_may_go_and_changes_nothing() =>
        Given(After_knockout([Alice, Bob]).And(new NodeGone(Bob)))
            .When(As([Alice, Placeholder]))
            .Then(Drawn(RoundKind.Boss, 2, [Alice, Placeholder]));

    [Fact]
    public void nobody_asks_for_the_node_of_a_stranger() =>
        Given(After_knockout([Alice, Bob])).When(new NodeGone(Eve)).Then(Refused("not_a_participant"));

    /// <summary>Two winners, the placeholder one of them: without its node the other is alone, and parity adds it again.</summary>
    [Fact]
    public void a_gone_placeholder_is_dropped_like_any_entrant_and_parity_may_add_it_again() =>
        Given(After_knockout([Placeholder, Bob], [Alice, Charlie]).And(new NodeGone(Placeholder)))
            .When(As([Alice, Placeholder]))
            .Then(Drawn(RoundKind.Boss, 2, [Alice, Placeholder]));

    [Fact]
    public void nodes_are_looked_up_between_rounds_only()
    {
        Given(a_drawn_round(8)).When(new NodeGone(Miner(1))).Then(Refused("no_draw_ahead"));
        Given(a_closed_field(8)).When(new NodeGone(Miner(1))).Then(Refused("no_draw_ahead"));
    }

    /// <summary>Among 40 in two groups it may be one of 15 winners: it sits out, the 14 others meet in pairs.</summary>
    [Fact]
    public void the_placeholder_sits_out_where_it_made_fifteen_winners_of_groups()
    {
        var miners = Sorted(Miners(160));
        var story = a_ledger_with_rules().imported().field(miners);
        story.Groups([.. miners.Chunk(32)], "first", (group, row) => row < (group == 4 ? 7 : 8));
        var next = Sorted([.. miners.Chunk(32).SelectMany((group, i) => group.Take(i == 4 ? 7 : 8)), Placeholder]);
        var others = next.Where(h => h != Placeholder).ToArray();
        story.Groups(
            [others[..20], [Placeholder, .. others[20..]]], "second", (group, row) => row < (group == 0 ? 7 : 8));
        var winners = ((Tournament.Running)story.Current()).Past[^1].Winners;
        Assert.Equal(15, winners.Length);
        Assert.Contains(Placeholder, winners);
        Given(story)
            .When(As([.. winners.Remove(Placeholder).Chunk(2)]))
            .Then(Drawn(RoundKind.Knockout, 3, [.. winners.Remove(Placeholder).Chunk(2)]));
    }

    [Fact]
    public void a_recorded_second_round_is_drawn_from_its_own_seed() =>
        Given(a_round_with_tasks(8).measured(the_later_is_better).Asked(new CloseRound()))
            .When(new DrawRound([], seed(1)))
            .Then(Refused("seed_breaks_commitment"));

    [Fact]
    public void a_group_of_fifteen_sends_eight_into_four_pairs()
    {
        var story = a_round_with_tasks(15).measured(the_later_is_better).Asked(new CloseRound());
        Given(story).When(new DrawRound([], seed(2))).Then<RoundDrawn>(drawn =>
        {
            Assert.Equal(RoundKind.Knockout, drawn.Kind);
            Assert.Equal([2, 2, 2, 2], drawn.Assignments.Select(pair => pair.Length));
        });
    }
}

file static class Playing
{
    /// <summary>Groups of which those rows get a loss, so that exactly they go on.</summary>
    public static void Groups(this Story story, Hotkey[][] groups, string id, Func<int, int, bool> goesOn)
    {
        story.drawn_as(groups);
        for (var slot = 0; slot < groups.Length; slot++)
            story.task($"{id}{slot}", groups[slot], TaskType.ImageTask, slot).decided($"{id}{slot}",
                [.. groups[slot].Where((_, row) => goesOn(slot, row)).Select(hotkey => (hotkey, 1.0))]);
        story.Asked(new CloseRound());
    }

    public static Story Won_by_the_first(this Story story, Hotkey[][] pairs)
    {
        for (var slot = 0; slot < pairs.Length; slot++)
            story.task($"pair{slot}", pairs[slot], TaskType.ImageTask, slot)
                .decided($"pair{slot}", (pairs[slot][0], 1.0), (pairs[slot][1], 2.0));
        return story.Asked(new CloseRound());
    }
}
