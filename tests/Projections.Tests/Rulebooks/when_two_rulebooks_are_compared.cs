using Gradients.Ledger.Rulebooks;
using Gradients.Projections.Rulebooks;

namespace Gradients.Projections.Tests.Rulebooks;

public sealed class when_two_rulebooks_are_compared
{
    static readonly RulebookComparison Autumn =
        RulebookComparison.Of(KnownRulebooks.Find("2025.12")!, KnownRulebooks.Find("2026.10")!);

    [Fact]
    public void what_both_say_in_the_same_words_has_not_changed()
    {
        var ranking = Autumn.Changed.Single(topic => topic.Topic == RuleTopic.Ranking);

        Assert.Contains(ranking.Same, sentence => sentence.StartsWith("By held-out loss", StringComparison.Ordinal));
        Assert.Contains(ranking.Now, sentence => sentence.StartsWith("An environment task", StringComparison.Ordinal));
        Assert.Contains(ranking.Before, sentence => sentence.Contains("duplicates", StringComparison.Ordinal));
    }

    [Fact]
    public void a_topic_that_only_one_of_them_has_is_new() =>
        Assert.Empty(Autumn.Changed.Single(topic => topic.Topic == RuleTopic.Environments).Before);

    [Fact]
    public void constants_come_with_both_values_or_the_one_there_is()
    {
        Assert.Contains(new ChangedConstant("knockoutMax", 14, 8), Autumn.Constants);
        Assert.Contains(new ChangedConstant("marginBase", 0.1, null), Autumn.Constants);
        Assert.Contains(new ChangedConstant("relativeMargin", null, 0.01), Autumn.Constants);
        Assert.DoesNotContain(Autumn.Constants, constant => constant.Name == "finalTasks");
    }

    [Fact]
    public void a_rulebook_does_not_differ_from_itself()
    {
        foreach (var rulebook in KnownRulebooks.All)
        {
            var same = RulebookComparison.Of(rulebook, rulebook);

            Assert.Empty(same.Changed);
            Assert.Empty(same.Constants);
            Assert.Equal(rulebook.Page().Sections.Length, same.Unchanged.Length);
        }
    }

    [Fact]
    public void everything_one_of_them_says_is_on_the_page()
    {
        foreach (var section in Autumn.To.Page().Sections)
        {
            var topic = Autumn.Changed.FirstOrDefault(changed => changed.Topic == section.Topic);
            if (topic is null)
                Assert.Contains(section.Topic, Autumn.Unchanged);
            else
                Assert.Equal(
                    section.Rules.Concat(section.Surprises).Order(),
                    topic.Same.Concat(topic.Now).Concat(topic.SurprisesSame).Concat(topic.SurprisesNow).Order());
        }
    }
}
