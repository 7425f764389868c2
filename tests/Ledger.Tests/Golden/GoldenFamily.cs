using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gradients.Ledger.Arithmetic;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Testing;

namespace Gradients.Ledger.Tests.Golden;

/// <summary>One family of golden cases: reads them, compares bit for bit and counts what it compared.</summary>
public abstract class GoldenFamily(string family, ITestOutputHelper output)
{
    int _compared;
    string _at = "";

    protected static Hotkey Burn => Constants2025_12.Placeholder;

    [Fact]
    public void every_case_is_exact()
    {
        using var document = JsonDocument.Parse(GoldenFolder.Read(family + ".json"));
        var root = document.RootElement;
        var cases = root.GetProperty("cases").EnumerateArray().ToArray();
        Assert.NotEmpty(cases);
        Assert.Equal(root.GetProperty("count").GetInt32(), cases.Length);
        for (var i = 0; i < cases.Length; i++)
        {
            _at = $"{family} case {i}";
            Check(cases[i], cases[i].GetProperty("expected"));
        }
        Assert.True(_compared >= cases.Length, $"{family}: only {_compared} comparisons for {cases.Length} cases");
        output.WriteLine($"{family}: {cases.Length} cases, {_compared} comparisons");
    }

    protected abstract void Check(JsonElement given, JsonElement expected);

    protected void Same<T>(T expected, T actual, [CallerArgumentExpression(nameof(actual))] string what = "")
    {
        _compared++;
        Assert.True(
            EqualityComparer<T>.Default.Equals(expected, actual),
            $"{_at}: {what}: expected {expected?.ToString() ?? "null"}, got {actual?.ToString() ?? "null"}");
    }

    /// <summary>A pair [decimal, hex] or a plain number, by bits; null is absence.</summary>
    protected void SameNumber(
        JsonElement expected, double? actual, [CallerArgumentExpression(nameof(actual))] string what = "")
    {
        if (expected.ValueKind == JsonValueKind.Null || actual is null)
        {
            Same(expected.ValueKind == JsonValueKind.Null, actual is null, what);
            return;
        }
        var isPair = expected.ValueKind == JsonValueKind.Array;
        var value = Number(isPair ? expected[0] : expected)!.Value;
        SameBits(value, actual.Value, what);
        if (isPair) Same(expected[1].GetString(), HexFloat.Format(actual.Value), what);
    }

    protected void SameBits(double expected, double actual, [CallerArgumentExpression(nameof(actual))] string what = "") =>
        Same(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual), what);

    /// <summary>An ordered list of [hotkey, number].</summary>
    protected void SameAmounts(JsonElement expected, ImmutableArray<HotkeyAmount> actual, string what)
    {
        Same(expected.GetArrayLength(), actual.Length, what + " length");
        for (var i = 0; i < actual.Length; i++)
        {
            Same(expected[i][0].GetString(), actual[i].Hotkey.Text, $"{what}[{i}]");
            SameNumber(expected[i][1], actual[i].Amount, $"{what}[{i}]");
        }
    }

    protected static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => value.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var text => throw new FormatException($"not a number: {text}"),
        },
        _ => throw new FormatException($"not a number: {value}"),
    };

    protected static Hotkey? Key(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? null : new Hotkey(value.GetString()!);

    protected static bool Flag(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => value.GetInt32() != 0,
    };

    protected static TaskType Task(JsonElement value) => Enum.Parse<TaskType>(value.GetString()!);

    protected static TournamentType Tournament(JsonElement value) =>
        Enum.Parse<TournamentType>(value.GetString()!, ignoreCase: true);

    protected static TrainingStatus? Training(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? null : Enum.Parse<TrainingStatus>(value.GetString()!, ignoreCase: true);

    protected static ImmutableArray<T> List<T>(JsonElement array, Func<JsonElement, T> read) =>
        [.. array.EnumerateArray().Select(read)];
}
