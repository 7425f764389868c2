using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gradients.Ledger.Arithmetic;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Testing;

namespace Gradients.Ledger.Tests.Golden.Early;

/// <summary>One family of golden cases from before December 2025, and how its files write facts.</summary>
public abstract class EarlyFamily(string family, ITestOutputHelper output)
    : GoldenFamily(family, output, GoldenFolder.Early2025)
{
    /// <summary>A bare hexadecimal double.</summary>
    protected void SameHex(
        JsonElement expected, double actual, [CallerArgumentExpression(nameof(actual))] string what = "") =>
        Same(expected.GetString(), HexFloat.Format(actual), what);

    protected static double Hex(JsonElement value) => HexFloat.Parse(value.GetString()!);

    /// <summary>test, synth, finetuned, reason from one place of a row on.</summary>
    protected static TwoLossRow Losses(JsonElement row, int from) => new(
        Number(row[from]) ?? double.NaN, Number(row[from + 1]) ?? double.NaN, Flag(row[from + 2]),
        row[from + 3].GetString());

    /// <summary>A metagraph written as uid to name; the uids between have no name.</summary>
    protected static Metagraph Nodes(JsonElement metagraph, int? burnUid = null)
    {
        var hotkeys = Enumerable.Repeat(new Hotkey(""), 256).ToArray();
        foreach (var node in metagraph.EnumerateObject())
            hotkeys[int.Parse(node.Name, null)] = new Hotkey(node.Value.ToString());
        if (burnUid is { } uid) hotkeys[uid] = Burn;
        return new Metagraph([.. hotkeys]);
    }

    protected void SameRow(JsonElement uids, JsonElement weights, ImmutableArray<double> actual) => Same(
        new Quantised.Row(List(uids, u => u.GetInt32()), List(weights, w => w.GetUInt16())),
        Quantiser.Quantise(actual.AsSpan()), "the 16-bit row");

    protected void SameNames(
        JsonElement expected, IEnumerable<Hotkey> actual,
        [CallerArgumentExpression(nameof(actual))] string what = "") =>
        Same(string.Join(" ", List(expected, name => name.ToString())), Names(actual), what);
}
