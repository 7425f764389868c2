using System.Text.Json;
using Gradients.Projections.Seasons;
using Gradients.Testing;

namespace Gradients.Projections.Tests.Golden;

/// <summary>
/// Every golden season's facts through the real commands, the decider and the log; every member of every
/// <c>expected</c> is then compared with what came out, numbers by their bits.
/// </summary>
public sealed class golden_seasons_through_the_ledger(ITestOutputHelper output)
{
    int _compared;

    [Fact]
    public void every_expected_member_is_reproduced()
    {
        var files = Directory.GetFiles(GoldenFolder.Path, "season_*.json").Order(StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(files);
        var tournaments = 0;
        var snapshots = 0;
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            using var expected = JsonDocument.Parse(bytes);
            using var written = new MemoryStream();
            SeasonDocument.Write(SeasonReplay.Of(SeasonReader.Read(bytes)), written);
            using var actual = JsonDocument.Parse(written.ToArray());
            var name = Path.GetFileName(file);
            Expected(expected.RootElement.GetProperty("tournaments"), actual.RootElement.GetProperty("tournaments"),
                $"{name} tournaments");
            Expected(expected.RootElement.GetProperty("snapshots"), actual.RootElement.GetProperty("snapshots"),
                $"{name} snapshots");
            tournaments += expected.RootElement.GetProperty("tournaments").GetArrayLength();
            snapshots += expected.RootElement.GetProperty("snapshots").GetArrayLength();
        }
        output.WriteLine($"{files.Length} seasons, {tournaments} tournaments, {snapshots} weight settings, "
            + $"{_compared} values compared");
    }

    /// <summary>Walks two lists side by side and compares whatever stands under <c>expected</c>, rounds included.</summary>
    void Expected(JsonElement expected, JsonElement actual, string path)
    {
        Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
        for (var i = 0; i < expected.GetArrayLength(); i++)
        {
            Same(expected[i].GetProperty("expected"), actual[i].GetProperty("expected"), $"{path}[{i}]");
            if (expected[i].TryGetProperty("rounds", out var rounds))
                Expected(rounds, actual[i].GetProperty("rounds"), $"{path}[{i}].rounds");
        }
    }

    void Same(JsonElement expected, JsonElement actual, string path)
    {
        Assert.True(expected.ValueKind == actual.ValueKind, $"{path}: expected {expected}, got {actual}");
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in expected.EnumerateObject())
                {
                    Assert.True(actual.TryGetProperty(member.Name, out var other), $"{path}.{member.Name} is missing");
                    Same(member.Value, other, $"{path}.{member.Name}");
                }
                break;
            case JsonValueKind.Array:
                Assert.True(expected.GetArrayLength() == actual.GetArrayLength(),
                    $"{path}: expected {expected}, got {actual}");
                for (var i = 0; i < expected.GetArrayLength(); i++)
                    Same(expected[i], actual[i], $"{path}[{i}]");
                break;
            case JsonValueKind.Number:
                _compared++;
                var same = BitConverter.DoubleToInt64Bits(expected.GetDouble())
                    == BitConverter.DoubleToInt64Bits(actual.GetDouble());
                Assert.True(same, $"{path}: expected {expected}, got {actual}");
                break;
            default:
                _compared++;
                Assert.True(expected.ToString() == actual.ToString(), $"{path}: expected {expected}, got {actual}");
                break;
        }
    }
}
