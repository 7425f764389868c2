using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gradients.Ledger.Arithmetic;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Tests.Golden;

/// <summary>Compares with golden values, doubles by their bits, and counts what it compared.</summary>
public abstract class GoldenChecks
{
    protected int Compared { get; private set; }

    /// <summary>What is being compared, for the message of a difference.</summary>
    protected string At { get; set; } = "";

    protected void Same<T>(T expected, T actual, [CallerArgumentExpression(nameof(actual))] string what = "")
    {
        Compared++;
        Assert.True(
            EqualityComparer<T>.Default.Equals(expected, actual),
            $"{At}: {what}: expected {expected?.ToString() ?? "null"}, got {actual?.ToString() ?? "null"}");
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

    protected void SameBits(
        double expected, double actual, [CallerArgumentExpression(nameof(actual))] string what = "") =>
        Same(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual), what);

    /// <summary>An ordered list of [hotkey, number].</summary>
    protected void SameAmounts(
        JsonElement expected, ImmutableArray<HotkeyAmount> actual, string what, Func<JsonElement, string?> name)
    {
        Same(expected.GetArrayLength(), actual.Length, what + " length");
        for (var i = 0; i < actual.Length; i++)
        {
            Same(name(expected[i][0]), actual[i].Hotkey.Text, $"{what}[{i}]");
            SameNumber(expected[i][1], actual[i].Amount, $"{what}[{i}]");
        }
    }

    protected void CheckPerformance(JsonElement tasks, PerformanceDifference performance)
    {
        Same(tasks.GetArrayLength(), performance.Tasks.Length);
        for (var i = 0; i < performance.Tasks.Length; i++)
        {
            Same(tasks[i][0].GetInt32(), performance.Tasks[i].Task);
            SameNumber(tasks[i][1], performance.Tasks[i].Boss);
            SameNumber(tasks[i][2], performance.Tasks[i].Challenger);
            SameNumber(tasks[i][3], performance.Tasks[i].Difference);
            Same(Flag(tasks[i][4]), performance.Tasks[i].ChallengerWon);
        }
    }

    /// <summary>[uid, decimal, hex] of the nodes that are not zero; all others are.</summary>
    protected void SameNodes(JsonElement expected, ImmutableArray<double> actual)
    {
        var left = expected.EnumerateArray().ToDictionary(node => node[0].GetInt32());
        for (var uid = 0; uid < actual.Length; uid++)
        {
            if (left.Remove(uid, out var node))
            {
                SameBits(node[1].GetDouble(), actual[uid], $"weight of uid {uid}");
                Same(node[2].GetString(), HexFloat.Format(actual[uid]), $"weight of uid {uid}");
            }
            else
            {
                SameBits(0.0, actual[uid], $"weight of uid {uid}");
            }
        }
        Same(0, left.Count, "uids left over");
    }

    protected void SameRow(JsonElement expected, Quantised actual) => Same(
        expected.TryGetProperty("error", out var error)
            ? new Quantised.Failed(error.GetString()!)
            : new Quantised.Row(
                List(expected.GetProperty("uids"), u => u.GetInt32()),
                List(expected.GetProperty("weights"), w => w.GetUInt16())),
        actual, "the 16-bit row");

    protected static string? Text(JsonElement value) => value.GetString();

    internal protected static double? Number(JsonElement value) => value.ValueKind switch
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
