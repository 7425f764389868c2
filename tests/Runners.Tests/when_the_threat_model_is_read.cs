using System.Text.RegularExpressions;
using Gradients.Testing;

namespace Gradients.Runners.Tests;

public sealed partial class when_the_threat_model_is_read
{
    [Fact]
    public void every_row_names_tests_that_exist()
    {
        var root = GoldenFolder.RepositoryRoot;
        var sources = string.Concat(new[] { "tests/Runners.Tests", "tests/Host.Tests" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(File.ReadAllText));
        var rows = File.ReadAllLines(Path.Combine(root, "docs", "threat-model.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Where(line => !line.StartsWith("| threat", StringComparison.Ordinal))
            .ToList();
        Assert.True(rows.Count >= 30, $"{rows.Count} rows");
        foreach (var row in rows)
        {
            var tests = Name().Matches(row.Split('|')[3]).Select(match => match.Groups[1].Value).ToList();
            Assert.True(tests.Count > 0, $"no test: {row}");
            Assert.All(tests, test => Assert.Contains($" {test}(", sources, StringComparison.Ordinal));
        }
    }

    [GeneratedRegex("`([a-z0-9_]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
