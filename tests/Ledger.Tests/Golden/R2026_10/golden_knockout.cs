using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_knockout(ITestOutputHelper output) : Family2026_10("knockout", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var eligible = Keys(given.GetProperty("eligible"));
        var vectors = given.GetProperty("vectors");
        var rows = List(given.GetProperty("rows"), row => new KnockoutRow(
            Key(row[0])!.Value, Number(row[1]), Number(row[2]), eligible.Contains(Key(row[0])!.Value),
            vectors.TryGetProperty(row[0].GetString()!, out var vector)
                ? Vector(vector.GetProperty("losses"), vector.GetProperty("fp"))
                : null));
        var knockout = Knockout.Of(Kind(given.GetProperty("type")), rows);
        Same(Key(expected.GetProperty("winner")), knockout.Winner, given.ToString());

        var how = JsonNamingPolicy.SnakeCaseLower.ConvertName(knockout.How.ToString());
        string[] writes = knockout.Loser is { } loser
            ? [$"{loser} 0 {how}", $"{knockout.Winner} 3 {how}"]
            : [];
        var wanted = List(
            expected.GetProperty("writes"), w => $"{w[0].GetString()} {w[1].GetDouble()} {w[2].GetString()}");
        Same(string.Join(", ", wanted.Order()), string.Join(", ", writes.Order()));
    }
}
