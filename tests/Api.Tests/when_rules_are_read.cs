namespace Gradients.Api.Tests;

public sealed class when_rules_are_read
{
    [Fact]
    public void the_list_names_every_rulebook_oldest_first()
    {
        var list = Running.Gradients("rules", "list", "--json").Ended(0).Json;

        Assert.Equal(
            ["pool-2025.06", "pool-2025.07", "2025.09", "2025.12", "2026.10"],
            list.EnumerateArray().Select(rulebook => rulebook.GetProperty("rulebook").GetString()));
    }

    [Fact]
    public void one_rulebook_is_a_page_with_its_surprises_marked_and_all_its_constants()
    {
        var page = Running.Gradients("rules", "show", "2025.12").Ended(0).Output;

        Assert.Contains("Who takes the title", page, StringComparison.Ordinal);
        Assert.Contains("(!)", page, StringComparison.Ordinal);
        Assert.Matches(@"marginFloor +0\.03", page);
    }

    [Fact]
    public void a_comparison_is_a_page_that_fits_a_terminal()
    {
        var ran = Running.Gradients("rules", "diff", "2025.12", "2026.10").Ended(0);

        Assert.All(ran.Lines, line => Assert.InRange(line.Length, 0, 100));
        Assert.Contains(ran.Lines, line => line.StartsWith("  + (!)", StringComparison.Ordinal));
        Assert.Matches(@"knockoutMax +14 +8", ran.Output);
    }

    [Fact]
    public void the_same_comparison_is_there_for_machines()
    {
        var json = Running.Gradients("rules", "diff", "2025.12", "2026.10", "--json").Ended(0).Json;

        Assert.Equal("2026.10", json.GetProperty("to").GetString());
        Assert.True(json.GetProperty("changed").GetArrayLength() > 5);
    }

    [Fact]
    public void an_unknown_rulebook_is_answered_with_those_there_are()
    {
        var ran = Running.Gradients("rules", "show", "2024.01").Ended(2);

        Assert.Contains("2026.10", ran.Errors, StringComparison.Ordinal);
    }
}
