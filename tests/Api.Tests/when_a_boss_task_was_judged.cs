using Gradients.Api.Tournaments;
using Gradients.Ledger.Tournaments;

namespace Gradients.Api.Tests;

/// <summary>A bracket says how each boss task of 2026.10 was decided.</summary>
public sealed class when_a_boss_task_was_judged
{
    static readonly ComparedExamples Figures = new(
        BossWins: 30, ChallengerWins: 58, Examples: 90, MeanGap: 0.0512, MeanGapBound: 0.0254321, RequiredGap: 0.0125,
        WinRate: 0.659, WinRateBound: 0.5432);

    [Fact]
    public void a_comparison_is_told_with_what_was_reached_and_what_was_needed()
    {
        var words = JudgementWords.Of(new("task", "paired", 7, Figures));

        Assert.Equal(
            "example by example: 58 won, 30 lost of 90; surely at least 0.5432 of the decided (0.55 needed), mean gap "
            + "0.0254 (0.0125 needed)", words);
    }

    [Theory]
    [InlineData("margin", "1 %")]
    [InlineData("draw", "stand-in")]
    [InlineData("scalar_guard", "whole task")]
    [InlineData("unpairable", "different examples")]
    [InlineData("missing", "only one side")]
    public void every_other_way_has_its_words(string how, string words) =>
        Assert.Contains(words, JudgementWords.Of(new("task", how, 7, null)), StringComparison.Ordinal);
}
