using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_09;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_sept_node_weights(ITestOutputHelper output) : EarlyFamily("sept_node_weights", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var text = Completed(given, "text");
        var image = Completed(given, "image");
        CheckComparisons(expected.GetProperty("performance"), [.. text, .. image]);

        var ofText = Redistribution.Difference([.. text.Select(t => (t.Comparison, t.Winner))]);
        var ofImage = Redistribution.Difference([.. image.Select(t => (t.Comparison, t.Winner))]);
        var average = Redistribution.WeightedAverage(ofText, ofImage);
        var shares = text.Length + image.Length == 0 ? Redistribution.WithoutTournament : Redistribution.Of(average);
        var burn = expected.GetProperty("burn");
        SameNumber(burn.GetProperty("text_performance_diff"), ofText);
        SameNumber(burn.GetProperty("image_performance_diff"), ofImage);
        SameNumber(burn.GetProperty("weighted_average_diff"), average);
        SameNumber(burn.GetProperty("burn_proportion"), shares.Withdrawn);
        SameNumber(burn.GetProperty("tournament_weight"), shares.Tournament);
        SameNumber(burn.GetProperty("regular_weight"), shares.Regular);
        SameNumber(burn.GetProperty("burn_weight"), shares.Burn);

        var participants = given.GetProperty("active").EnumerateObject()
            .SelectMany(active => List(active.Value, p => p))
            .Where(p => !Flag(p[1])).Select(p => Key(p[0])!.Value).Distinct().Order().ToArray();
        SameNames(expected.GetProperty("participants"), participants);
        var weights = NodeWeights.Of(new WeightInputs(
            Nodes(given.GetProperty("metagraph")), shares,
            List(given.GetProperty("period_scores"), p => new PoolAmount(
                Key(p[0])!.Value, p[1].GetDouble(), p[2].GetDouble())),
            text.Length == 0 ? default : text[^1].Weights, image.Length == 0 ? default : image[^1].Weights,
            [.. participants]));
        SameNodes(expected.GetProperty("weights"), weights);
        SameRow(expected.GetProperty("uids"), expected.GetProperty("u16"), weights);
    }

    void CheckComparisons(JsonElement expected, Past[] tournaments)
    {
        foreach (var past in tournaments)
        {
            if (!expected.TryGetProperty(past.Id, out var wanted)) continue;
            Same(wanted.GetProperty("complete").GetBoolean(), past.Comparison.IsComplete, $"{past.Id} complete");
            SameNumber(wanted.GetProperty("average"), past.Comparison.Average, $"{past.Id} average");
            var differences = wanted.GetProperty("diffs");
            Same(differences.GetArrayLength(), past.Comparison.Differences.Length, $"{past.Id} differences");
            for (var i = 0; i < past.Comparison.Differences.Length; i++)
                SameNumber(differences[i], past.Comparison.Differences[i], $"{past.Id} difference {i}");
        }
    }

    static Past[] Completed(JsonElement given, string type)
    {
        return [.. given.GetProperty("tournaments").EnumerateArray()
            .Where(t => t.GetProperty("type").GetString() == type && t.GetProperty("status").GetString() == "completed")
            .OrderBy(t => t.GetProperty("created_day").GetDouble())
            .Select(Read)];
    }

    static Past Read(JsonElement tournament)
    {
        var winner = Key(tournament.GetProperty("winner"));
        var rounds = tournament.GetProperty("rounds").EnumerateArray().ToArray();
        var won = rounds.Select(round => new WonRound(
            round.GetProperty("number").GetInt32(), Flag(round.GetProperty("final")),
            List(round.GetProperty("tasks"), task => Key(task.GetProperty("winner"))))).ToArray();
        var final = rounds.Where(round => Flag(round.GetProperty("final")))
            .SelectMany(round => round.GetProperty("tasks").EnumerateArray());
        var points = Points.Of(
            Tournament(tournament.GetProperty("type")), Key(tournament.GetProperty("base")), winner, won);
        return new Past(
            tournament.GetProperty("id").GetString()!, winner, points.Weights(),
            PoolComparison.Of([.. final.Select(OfFinal)], winner));
    }

    static ComparedTask OfFinal(JsonElement task)
    {
        var copy = task.TryGetProperty("synced", out var synced) && synced.ValueKind == JsonValueKind.Object;
        return new ComparedTask(
            Task(task.GetProperty("type")), Rows(task.GetProperty("rows")),
            copy ? Rows(synced.GetProperty("rows")) : default,
            copy && synced.GetProperty("status").GetString() == "success");
    }

    static ImmutableArray<ComparedRow> Rows(JsonElement rows)
    {
        return List(rows, row => new ComparedRow(Key(row[0])!.Value, Number(row[1]), Number(row[2])));
    }

    sealed record Past(string Id, Hotkey? Winner, ImmutableArray<HotkeyAmount> Weights, PoolComparison Comparison);
}
