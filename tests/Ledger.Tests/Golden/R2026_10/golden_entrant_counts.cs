using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_entrant_counts(ITestOutputHelper output) : Family2026_10("entrant_counts", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var counts = new PerType<ImmutableArray<int>>(
            Counts(given.GetProperty("text")), Counts(given.GetProperty("image")),
            Counts(given.GetProperty("environment")));
        SameNumbers(expected.GetProperty("text"), counts.Text);
        SameNumbers(expected.GetProperty("image"), counts.Image);
        SameNumbers(expected.GetProperty("environment"), counts.Environment);
        var bases = DynamicBase.Of(counts.Select(DynamicBase.MeanEntrants)).InOrder;
        for (var i = 0; i < 3; i++) SameNumber(expected.GetProperty("base")[i], bases[i]);
    }

    static ImmutableArray<int> Counts(JsonElement history)
    {
        return DynamicBase.EntrantCounts(List(history, t => new PastTournament("t", Status(t[0]), t[1].GetInt32())));
    }
}
