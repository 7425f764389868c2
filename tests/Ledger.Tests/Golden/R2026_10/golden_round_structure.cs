using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_round_structure(ITestOutputHelper output) : Family2026_10("round_structure", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var entrants = given.GetProperty("entrants").GetInt32();
        var listed = given.GetProperty("burn_among").GetBoolean();
        var named = Enumerable.Range(0, entrants - (listed ? 1 : 0)).Select(i => new Hotkey($"h{i}"));
        var drawn = new SortedSet<Hotkey>(named);
        if (listed) drawn.Add(Burn);
        var number = given.GetProperty("round").GetInt32();
        var isFinal = given.GetProperty("final").GetBoolean();
        var tournament = given.GetProperty("tournament").GetString();
        var round = tournament == "environment" ? RoundFlow.ShapeEnvironment(drawn, number, isFinal)
            : tournament is not null && number == 1 ? RoundFlow.First(drawn)
            : RoundFlow.Shape(drawn, isFinal);

        Same(expected.TryGetProperty("error", out _), round is null, given.ToString());
        if (round is null) return;
        Same(expected.GetProperty("kind").GetString() == "group", round.Kind == RoundKind.Group, given.ToString());
        if (round.Kind != RoundKind.Group)
        {
            Same(expected.GetProperty("pairs").GetInt32(), round.Pairs, given.ToString());
            Same(expected.GetProperty("burn_in").GetBoolean(), round.Entrants.Contains(Burn), given.ToString());
            return;
        }
        SameNumbers(expected.GetProperty("sizes"), round.GroupSizes, given.ToString());
        if (tournament == "environment")
            Same(
                expected.GetProperty("boss_group_if_injected").GetInt32(),
                RoundFlow.PlaceholderGroup(round.GroupSizes));
    }
}
