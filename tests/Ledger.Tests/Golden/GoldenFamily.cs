using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Testing;

namespace Gradients.Ledger.Tests.Golden;

/// <summary>One family of golden cases; a missing or empty family fails.</summary>
public abstract class GoldenFamily(
    string family, ITestOutputHelper output, string rulebook = GoldenFolder.R2025_12) : GoldenChecks
{
    protected static Hotkey Burn => Constants2025_12.Placeholder;

    protected static string Names(IEnumerable<Hotkey> hotkeys) => string.Join(" ", hotkeys.Select(h => h.Text));

    protected static ImmutableArray<string> Texts(JsonElement names) => List(names, name => name.GetString()!);

    readonly SortedDictionary<string, int> _leftOut = new(StringComparer.Ordinal);

    /// <summary>This case cannot be put the way this family is compared; the reason is counted.</summary>
    protected void LeaveOut(string reason) => _leftOut[reason] = _leftOut.GetValueOrDefault(reason) + 1;

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
        var compared = cases.Length - _leftOut.Values.Sum();
        Assert.True(compared > 0 && Compared >= compared, $"{family}: {Compared} comparisons for {compared} cases");
        output.WriteLine($"{family}: {compared} of {cases.Length} cases, {Compared} comparisons");
        foreach (var (reason, count) in _leftOut)
            output.WriteLine($"  left out {count}: {reason}");
    }

    /// <param name="given">The whole case.</param>
    /// <param name="expected">Its expected part; undefined where a family names it otherwise.</param>
    protected abstract void Check(JsonElement given, JsonElement expected);
}
