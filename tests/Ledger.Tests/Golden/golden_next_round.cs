using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Tests.Golden;

public sealed class golden_next_round(ITestOutputHelper output) : GoldenFamily("next_round", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var placeholderWon = Flag(given.GetProperty("burn_won"));
        var named = given.GetProperty("winners").GetInt32() - (placeholderWon ? 1 : 0);
        var winners = Enumerable.Range(0, named).Select(i => new Hotkey($"h{i}")).ToList();
        if (placeholderWon) winners.Add(Burn);
        var gone = winners.Take(given.GetProperty("unregistered_winners").GetInt32());

        var next = RoundFlow.Next([.. winners], [.. gone]);
        Same(expected.GetProperty("type").GetString(), next.Kind == RoundKind.Group ? "group" : "knockout");
        Same(Flag(expected.GetProperty("final")), next.IsFinal, given.ToString());
        Same(expected.GetProperty("entrants").GetInt32(), next.Entrants.Length, given.ToString());
        Same(Flag(expected.GetProperty("burn_in")), next.Entrants.Contains(Burn), given.ToString());
    }
}
