using System.Text.Json;
using Gradients.Ledger.Rulebooks.Pool2025_06;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_pool_top4(ITestOutputHelper output) : EarlyFamily("pool_top4", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var type = Task(given.GetProperty("type"));
        var baseModel = given.GetProperty("base").GetString()!;
        var test = Facts(given.GetProperty("test"));
        var synthetic = Facts(given.GetProperty("synth"));
        var submissions = List(given.GetProperty("order"), name => new Submitted(
            name.GetString()!,
            test.GetValueOrDefault(name.GetString()!),
            synthetic.GetValueOrDefault(name.GetString()!)));

        var chosen = TopFour.Chosen(type, baseModel, submissions).Select(i => submissions[i].Repository);
        var wantedNames = List(expected.GetProperty("synth_evaluated"), name => name.GetString()!);
        Same(
            string.Join(" ", wantedNames.Order(StringComparer.Ordinal)),
            string.Join(" ", chosen.Order(StringComparer.Ordinal)));
        var results = TopFour.Results(type, baseModel, submissions);
        foreach (var wanted in expected.GetProperty("results").EnumerateArray())
        {
            var place = submissions.Select(s => s.Repository).ToList().IndexOf(wanted[0].GetString()!);
            Same(wanted[1].ValueKind == JsonValueKind.String, results[place] is null, $"{wanted[0]} failed");
            if (results[place] is not { } pair) continue;
            SameEvaluation(wanted[1][0], pair.Synthetic);
            SameEvaluation(wanted[1][1], pair.Test);
        }
        Same(expected.GetProperty("results").GetArrayLength(), results.Length);
    }

    static Dictionary<string, Evaluation?> Facts(JsonElement facts)
    {
        return facts.EnumerateArray().ToDictionary(
            fact => fact[0].GetString()!,
            fact => fact[1].ValueKind == JsonValueKind.String
                ? null
                : (Evaluation?)new Evaluation(Number(fact[1][0])!.Value, Flag(fact[1][1])));
    }

    void SameEvaluation(JsonElement expected, Evaluation actual)
    {
        SameNumber(expected[0], actual.Loss);
        Same(Flag(expected[1]), actual.IsFinetune);
    }
}
