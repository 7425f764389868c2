using System.Text.Json;
using Gradients.Projections.Seasons;

namespace Gradients.Projections.Tests.Golden;

/// <summary>
/// A season's facts go through the real commands, the decider and the log; every member of every <c>expected</c> is
/// then compared with what came out, numbers by their bits.
/// </summary>
sealed class ReplayedSeason
{
    int _compared;

    ReplayedSeason()
    {
    }

    /// <returns>How many values were compared.</returns>
    public static int Check(string file)
    {
        var bytes = File.ReadAllBytes(file);
        using var expected = JsonDocument.Parse(bytes);
        using var written = new MemoryStream();
        SeasonDocument.Write(SeasonReplay.Of(SeasonReader.Read(bytes)), written);
        using var actual = JsonDocument.Parse(written.ToArray());
        var check = new ReplayedSeason();
        foreach (var list in new[] { "tournaments", "snapshots" })
            check.Expected(expected.RootElement.GetProperty(list), actual.RootElement.GetProperty(list),
                $"{Path.GetFileName(file)} {list}");
        return check._compared;
    }

    /// <summary>
    /// Walks two lists side by side and compares whatever stands under <c>expected</c>, rounds included.
    /// </summary>
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
                Assert.True(same && IsWhole(expected) == IsWhole(actual), $"{path}: expected {expected}, got {actual}");
                break;
            default:
                _compared++;
                Assert.True(expected.ToString() == actual.ToString(), $"{path}: expected {expected}, got {actual}");
                break;
        }
    }

    /// <summary>Whether a language with whole numbers reads one here.</summary>
    static bool IsWhole(JsonElement number) => number.GetRawText().AsSpan().IndexOfAny(".eE") < 0;
}
