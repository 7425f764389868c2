using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Rulebooks;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_env_standings(ITestOutputHelper output) : Family2026_10("env_standings", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var miners = Keys(given.GetProperty("hotkeys"));
        var games = ImmutableArray.CreateBuilder<PairGames>();
        foreach (var pair in given.GetProperty("pairs").EnumerateArray())
            foreach (var played in pair[2].EnumerateObject())
                games.Add(new PairGames(
                    played.Name, Key(pair[0])!.Value, Key(pair[1])!.Value,
                    played.Value[0].GetInt32(), played.Value[1].GetInt32(), played.Value[2].GetInt32()));
        var individual = List(given.GetProperty("individual"), own => new IndividualScores(
            own[0].GetString()!,
            [.. own[1].EnumerateObject().Select(s => new HotkeyAmount(new Hotkey(s.Name), Number(s.Value)!.Value))]));

        var scores = EnvironmentStandings.Scores(miners, games.ToImmutable(), individual);
        CheckScores(expected.GetProperty("scores"), scores);
        var weights = given.GetProperty("weights").ValueKind == JsonValueKind.Null
            ? []
            : List(given.GetProperty("weights"), w => new EnvironmentWeight(w[0].GetString()!, w[1].GetDouble()));
        SameAmounts(
            expected.GetProperty("standings"), EnvironmentStandings.Of(miners, scores, weights), "standings", Text);
    }

    void CheckScores(JsonElement expected, ImmutableArray<EnvironmentScores> scores)
    {
        Same(expected.GetArrayLength(), scores.Length, "environments");
        for (var i = 0; i < scores.Length; i++)
        {
            Same(expected[i][0].GetString(), scores[i].Environment);
            Same(expected[i][1].GetArrayLength(), scores[i].Scores.Length);
            for (var k = 0; k < scores[i].Scores.Length; k++) SameNumber(expected[i][1][k], scores[i].Scores[k]);
        }
    }
}
