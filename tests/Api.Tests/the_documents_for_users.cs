using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;
using Gradients.Testing;

namespace Gradients.Api.Tests;

public sealed partial class the_documents_for_users
{
    [Fact]
    public void list_every_event_once() => Assert.Equal(
        EventTypes.All.Select(type => type.Alias).Order(StringComparer.Ordinal),
        Documents.Sections("events.md").Select(section => section.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void list_every_field_of_every_event()
    {
        foreach (var (name, text, _) in Documents.Sections("events.md"))
        {
            var properties = EventTypes.All.Single(type => type.Alias == name).Type
                .GetProperties(BindingFlags.Instance | BindingFlags.Public);
            var fields = properties.Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]);
            var listed = Rows().Matches(text).Select(row => row.Groups[1].Value);

            Assert.Equal(fields.Order(StringComparer.Ordinal), listed);
        }
    }

    [Fact]
    public void show_events_that_the_example_files_make()
    {
        var writer = new CanonicalWriter();
        var entries = new HashSet<string>(StringComparer.Ordinal);
        foreach (var e in Documents.Ledger().Events.Concat(Documents.ChainLedger().Events)
            .Concat(Documents.EarlyLedger().Events))
        {
            writer.Clear();
            Envelope.Write(writer, e);
            entries.Add(Encoding.UTF8.GetString(writer.Written));
        }

        foreach (var (name, _, examples) in Documents.Sections("events.md"))
        {
            Assert.Contains(examples, e => e.Contains($"\"type\":\"{name}\"", StringComparison.Ordinal));
            Assert.All(examples, example => Assert.Contains(example, entries));
        }
    }

    [Fact]
    public void list_every_command_once() => Assert.Equal(
        CommandTypes.All.Select(type => type.Alias).Order(StringComparer.Ordinal),
        Documents.Sections("commands.md").Select(section => section.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void show_commands_of_the_example_files_which_are_all_carried_out()
    {
        Documents.JoinedLedger();
        string[] lines =
        [
            .. Documents.EarlyFiles.Concat(Documents.ExampleFiles).Append("chain.ndjson").SelectMany(Documents.ExampleLines),
        ];

        foreach (var (name, _, examples) in Documents.Sections("commands.md"))
        {
            Assert.NotEmpty(examples);
            foreach (var example in examples)
            {
                Assert.Contains($"\"command\":\"{name}\"", example, StringComparison.Ordinal);
                Assert.Contains(example, lines);
            }
        }
    }

    [Fact]
    public void link_only_to_what_is_there()
    {
        var root = GoldenFolder.RepositoryRoot;
        var documents = Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(root, "*.md"));
        foreach (var document in documents)
            foreach (var target in Links().Matches(File.ReadAllText(document)).Select(link => link.Groups[1].Value))
            {
                var path = Path.Combine(Path.GetDirectoryName(document)!, target);
                Assert.True(Path.Exists(path), $"{document}: {target}");
            }
    }

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Links();
}
