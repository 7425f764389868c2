using System.Text.Json;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Meter.Tokens;

/// <summary>Tokenizers trained on the spot, and what an independent implementation makes of many strings.</summary>
public sealed class TrainedTokenizers : IDisposable
{
    const int StringsEach = 2000;
    readonly DirectoryInfo folder = IndependentTools.TemporaryFolder();

    public TrainedTokenizers()
    {
        var tools = Path.Combine(IndependentTools.Folder, "tokenizers");
        if (!Directory.Exists(Path.Combine(tools, "node_modules")))
            throw new InvalidOperationException("These tests need Node and 'npm ci' in tests/independent/tokenizers.");
        IndependentTools.Run("node", Path.Combine(tools, "compare.mjs"), folder.FullName, $"{StringsEach}");
    }

    public string Of(string name) => Path.Combine(folder.FullName, name);

    public IEnumerable<(string Text, int[] Ids)> Expected(string name) =>
        File.ReadLines(Path.Combine(Of(name), "expected.ndjson")).Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            return (json.RootElement[0].GetString()!, json.RootElement[1].Deserialize<int[]>()!);
        });

    public void Dispose() => folder.Delete(recursive: true);
}
