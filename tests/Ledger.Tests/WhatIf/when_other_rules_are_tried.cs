using Gradients.Ledger.WhatIf;

namespace Gradients.Ledger.Tests.WhatIf;

public sealed class when_other_rules_are_tried
{
    static OtherRules Tried(string rulebook, Story story, long from = 1)
    {
        var other = new OtherRules(rulebook, from);
        foreach (var e in story.Events)
            other.Fold(e);
        return other;
    }

    /// <summary>A fresh champion, and a challenger 5 % better everywhere: 10 % are needed in 2025, 1 % in 2026.</summary>
    static Story five_percent_better() =>
        a_boss_round(Bob, 1, Eve).all_final_losses(1.0, 0.95).Asked(new CloseRound(), new CompleteTournament());

    [Fact]
    public void the_smaller_margin_makes_another_champion()
    {
        var last = Tried("2026.10", five_percent_better()).Outcomes[^1];

        Assert.Equal((Bob, Eve, null), (last.Recorded, last.Other, last.Kept));
    }

    [Fact]
    public void the_same_rules_change_nothing() =>
        Assert.DoesNotContain(Tried("2025.12", five_percent_better()).Outcomes, outcome => outcome.Differs);

    [Fact]
    public void what_was_announced_before_the_position_stays_as_recorded()
    {
        var story = five_percent_better();

        Assert.Empty(Tried("2026.10", story, from: story.State.Head + 1).Outcomes);
    }
}
