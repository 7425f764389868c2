using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Testing;

namespace Gradients.Ledger.Tests.Golden;

/// <summary>One family of golden cases; a missing or empty family fails.</summary>
public abstract class GoldenFamily(
    string family, ITestOutputHelper output, string rulebook = GoldenFolder.R2025_12) : GoldenChecks
{
    protected static Hotkey Burn => Constants2025_12.Placeholder;

    [Fact]
    public void every_case_is_exact()
    {
        using var document = JsonDocument.Parse(GoldenFolder.Read(rulebook, family + ".json"));
        var root = document.RootElement;
        var cases = root.GetProperty("cases").EnumerateArray().ToArray();
        Assert.NotEmpty(cases);
        Assert.Equal(root.GetProperty("count").GetInt32(), cases.Length);
        for (var i = 0; i < cases.Length; i++)
        {
            At = $"{family} case {i}";
            Check(cases[i], cases[i].TryGetProperty("expected", out var expected) ? expected : default);
        }
        Assert.True(Compared >= cases.Length, $"{family}: only {Compared} comparisons for {cases.Length} cases");
        output.WriteLine($"{family}: {cases.Length} cases, {Compared} comparisons");
    }

    /// <param name="given">The whole case.</param>
    /// <param name="expected">Its expected part; undefined where a family names it otherwise.</param>
    protected abstract void Check(JsonElement given, JsonElement expected);
}
