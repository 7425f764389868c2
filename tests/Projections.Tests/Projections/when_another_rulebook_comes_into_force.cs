using Gradients.Ledger.Rulebooks;

namespace Gradients.Projections.Tests.Projections;

/// <summary>What a challenger must beat a champion by is what the rulebook in force asks, not the one it won under.</summary>
public sealed class when_another_rulebook_comes_into_force
{
    readonly Story _story = new Story().Tournament("words", "alice", "bob", wins: 6);

    object? Margin(string type) => _story.Row("champion_reigns", type, 1)["margin"];

    [Fact]
    public void the_margin_of_those_who_reign_changes_with_it()
    {
        Assert.Equal(0.1, Margin("text"));

        _story.Send(Streams.Rulebook, new AdoptRulebook("2026.10"));

        Assert.Equal(0.01, Margin("text"));
    }

    [Fact]
    public void an_older_one_adopted_late_changes_nothing()
    {
        _story.Send(Streams.Rulebook, new AdoptRulebook("2025.09"));

        Assert.Equal(0.1, Margin("text"));
    }
}
