using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Commands;

namespace Gradients.Api.Http.Commands;

/// <summary>
/// Every command, with the examples of docs/examples: files that the tests record, so that what the API shows works.
/// </summary>
internal static class CommandExamples
{
    static readonly string[] Files =
    [
        "examples/spring.ndjson", "examples/imported.ndjson", "examples/october.ndjson", "examples/chain.ndjson",
        "examples/benchmarks.ndjson", "examples/september.ndjson", "examples/pool.ndjson",
    ];

    public static ImmutableArray<CommandExample> All { get; } = Read();

    static ImmutableArray<CommandExample> Read()
    {
        var data = new Dictionary<string, (string Stream, List<string> Data)>(StringComparer.Ordinal);
        foreach (var line in Files.SelectMany(Lines))
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var name = root.GetProperty("command").GetString()!;
            if (!data.TryGetValue(name, out var known))
                data.Add(name, known = (root.GetProperty("stream").GetString()!, []));
            known.Data.Add(root.TryGetProperty("data", out var body) ? body.GetRawText() : "{}");
        }
        return
        [
            .. CommandTypes.All.Where(type => data.ContainsKey(type.Alias)).Select(type => new CommandExample(
                type.Alias, Streams.Type(data[type.Alias].Stream), data[type.Alias].Stream, data[type.Alias].Data)),
        ];
    }

    static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(typeof(CommandExamples).Assembly.GetManifestResourceStream(file)!);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0)
                yield return line;
    }
}
