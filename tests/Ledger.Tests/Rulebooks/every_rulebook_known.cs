using Gradients.Ledger.Rulebooks;

namespace Gradients.Ledger.Tests.Rulebooks;

public sealed class every_rulebook_known
{
    /// <summary>
    /// What an adoption records, as a digest. These lines are never edited: other numbers are another rulebook, with an
    /// id and a line of its own.
    /// </summary>
    [Theory]
    [InlineData("pool-2025.06", "e4a679bad709e9f1e42c5cabc562c504bb4bf17d391123dd2d40b3516b694043")]
    [InlineData("pool-2025.07", "a42d3c3ea5c35e3bf6f8d48865038be084db122f48411841ed01984101247f31")]
    [InlineData("2025.09", "99b9eebc84c06ba206ecd18f906d32718e5443cd18aff53071b6f4bdcc56473e")]
    [InlineData("2025.12", "af3eeeea856b8b20ccf5513d2a72163e995e8fccdea1be687b4c901db32331f8")]
    [InlineData("2026.10", "3cec47f200cba98f27eeccfdd15d3109766750e25b15e476c2c29bf1112100e0")]
    public void keeps_every_constant_for_ever(string id, string digest) =>
        Assert.Equal(digest, KnownRulebooks.Find(id)!.Digest);

    [Fact]
    public void has_a_pinned_digest() => Assert.Equal(
        ["pool-2025.06", "pool-2025.07", "2025.09", "2025.12", "2026.10"],
        KnownRulebooks.All.Select(rulebook => rulebook.Id));

    [Fact]
    public void gets_another_digest_when_one_constant_changes()
    {
        var rulebook = KnownRulebooks.Find("2025.12")!;
        var edited = rulebook with
        {
            Constants = rulebook.Constants.SetItem(4, rulebook.Constants[4] with { Value = 9 }),
        };

        Assert.NotEqual(rulebook.Digest, edited.Digest);
    }

    [Fact]
    public void has_a_page_of_whole_sentences_in_the_order_of_topics()
    {
        foreach (var rulebook in KnownRulebooks.All)
        {
            var topics = rulebook.Page().Sections.Select(section => section.Topic).ToArray();
            Assert.Equal(topics.Order().Distinct(), topics);
            foreach (var section in rulebook.Page().Sections)
            {
                Assert.NotEmpty(section.Rules);
                Assert.All(section.Rules.Concat(section.Surprises), sentence =>
                    Assert.Matches("^[A-Z\"0-9][^{}]*\\.$", sentence));
            }
        }
    }
}
