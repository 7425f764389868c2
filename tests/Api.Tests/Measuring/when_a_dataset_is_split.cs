using System.Text.Json;

namespace Gradients.Api.Tests.Measuring;

public sealed class when_a_dataset_is_split : IDisposable
{
    static readonly string Seed = new('7', 64);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ga-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void every_row_is_on_one_side_and_twins_are_reported()
    {
        var rows = Enumerable.Range(0, 40).Select(i => new { q = $"row {i / 2}" }).ToArray();
        File.WriteAllText(At("all.json"), JsonSerializer.Serialize(rows));
        var said = Split("all.json", "--json").Ended(0).Json;

        Assert.Equal((36, 4), (said.GetProperty("training").GetInt32(), said.GetProperty("held_out").GetInt32()));
        var (training, heldOut) = (Texts("t.json"), Texts("h.json"));
        Assert.Equal(rows.Select(r => r.q).Order(StringComparer.Ordinal), training.Concat(heldOut)
            .Order(StringComparer.Ordinal));
        Assert.Equal(heldOut.Count(training.Contains), said.GetProperty("near_duplicates").GetArrayLength());
        var before = File.ReadAllBytes(At("h.json"));
        Split("all.json").Ended(0);
        Assert.Equal(before, File.ReadAllBytes(At("h.json")));
        Assert.Equal(said.GetProperty("held_out_digest").GetString(),
            "sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(before)));
    }

    [Fact]
    public void one_row_or_a_short_seed_exits_2()
    {
        File.WriteAllText(At("one.json"), """[{"q":"a"}]""");
        Assert.Contains("nothing can be split", Split("one.json").Ended(2).Errors, StringComparison.Ordinal);
        Assert.Contains("64 small hex digits", Running.Gradients("split", At("one.json"), "--seed", "7",
            "--training", At("t.json"), "--held-out", At("h.json")).Ended(2).Errors, StringComparison.Ordinal);
    }

    Ran Split(string name, params string[] more) => Running.Gradients(
        ["split", At(name), "--seed", Seed, "--training", At("t.json"), "--held-out", At("h.json"), .. more]);

    List<string> Texts(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(At(name)));
        return [.. json.RootElement.EnumerateArray().Select(row => row.GetProperty("q").GetString()!)];
    }

    string At(string name) => Path.Combine(_folder.FullName, name);
}
