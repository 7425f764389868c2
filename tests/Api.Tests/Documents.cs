using System.Text;
using System.Text.RegularExpressions;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;
using Gradients.Testing;

namespace Gradients.Api.Tests;

/// <summary>The documents for users, cut into their sections, and the ledger that their example files make.</summary>
static partial class Documents
{
    const long Minute = 60_000_000;
    const long FirstOfDecember2025 = 1_764_547_200_000_000;

    public static string Read(string name) =>
        File.ReadAllText(Path.Combine(GoldenFolder.RepositoryRoot, "docs", name));

    public static string[] ExampleLines(string name) =>
        File.ReadAllLines(Path.Combine(GoldenFolder.RepositoryRoot, "docs", "examples", name));

    public static readonly string[] ExampleFiles = ["spring.ndjson", "imported.ndjson", "october.ndjson", "benchmarks.ndjson"];

    /// <summary>The example files, one command a minute; fails when a command is not carried out.</summary>
    public static MemoryLedger Ledger() => Ledger(ExampleFiles);

    /// <summary>The ledger whose weights go on to the chain.</summary>
    public static MemoryLedger ChainLedger() => Ledger("spring.ndjson", "imported.ndjson", "chain.ndjson");

    public static readonly string[] EarlyFiles = ["pool.ndjson", "september.ndjson"];

    /// <summary>What was before December 2025.</summary>
    public static MemoryLedger EarlyLedger() => Ledger(EarlyFiles);

    /// <summary>All rulebooks, one after the other: the pool, then each kind of tournaments.</summary>
    public static MemoryLedger JoinedLedger() => Ledger([.. EarlyFiles, .. ExampleFiles]);

    static MemoryLedger Ledger(params string[] files)
    {
        var ledger = new MemoryLedger();
        var names = new Interner();
        var at = FirstOfDecember2025;
        foreach (var line in files.SelectMany(ExampleLines))
        {
            var answer = ledger.Handle(CommandLine.Read(Encoding.UTF8.GetBytes(line), names), at);
            Assert.True(answer is Answer.Accepted, $"{line}: {answer}");
            at += Minute;
        }
        return ledger;
    }

    /// <summary>Sections whose heading is one lower-case name, with the lines of their JSON examples.</summary>
    public static List<(string Name, string Text, string[] Examples)> Sections(string document) =>
    [
        .. Headings().Split(Read(document)).Skip(1).Chunk(2).Select(part => (
            part[0], part[1],
            Fences().Matches(part[1]).SelectMany(m => m.Groups[1].Value.Split('\n')).ToArray())),
    ];

    [GeneratedRegex(@"^##+ ([a-z0-9_]+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"^```json\n(.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();
}
