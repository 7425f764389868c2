using System.Text.Json;
using System.Text.Json.Nodes;
using Gradients.Projections.Seasons;
using Gradients.Projections.Simulation;
using Gradients.Projections.Tests.Simulation;

namespace Gradients.Projections.Tests.Fuzz;

public sealed class when_season_files_are_damaged(ITestOutputHelper output)
{
    static readonly List<byte[]> Seasons =
        [.. Enumerable.Range(0, 4).Select(seed => Simulated.SeasonFile(new SeasonSimulator(seed, 2).Events()))];

    /// <summary>Values that have no business where they are put.</summary>
    static readonly string[] Strange =
    [
        "null", "-1", "0", "1", "2147483648", "1e300", "-0.0", "\"\"", "\"NaN\"", "\"Infinity\"", "\"text\"", "\"image\"",
        "\"group\"", "\"knockout\"", "true", "[]", "{}", "[0]", "[[0,1]]", "\"2026-01-06T00:00:00Z\"", "\"0001-01-01T00:00:00Z\"",
        "\"9999-12-31T23:59:59Z\"", "\"a b\"", "\"caf\u00e9\"", "\"\\u0000\"", "\"success\"", "\"failure\"", "1.5",
    ];

    [Fact]
    public void bytes_give_a_season_or_an_error_that_says_where() => new FuzzRun(output).Try(damage =>
        Replayed(damage.Bytes(damage.Pick(Seasons))));

    [Fact]
    public void facts_in_wrong_places_give_results_or_an_error_that_says_where() => new FuzzRun(output).Try(damage =>
    {
        var root = JsonNode.Parse(damage.Pick(Seasons))!;
        for (var faults = damage.Random.Next(1, 4); faults > 0; faults--)
            Misplace(root, damage);
        Replayed(JsonSerializer.SerializeToUtf8Bytes(root));
    });

    static void Replayed(byte[] file)
    {
        try
        {
            var replay = SeasonReplay.Of(SeasonReader.Read(file));
            SeasonDocument.Write(replay, Stream.Null);
        }
        catch (SeasonException refused)
        {
            Assert.False(string.IsNullOrWhiteSpace(refused.Message));
        }
    }

    /// <summary>Walks to some value and replaces, removes, repeats or exchanges it.</summary>
    static void Misplace(JsonNode root, Damage damage)
    {
        var at = root;
        for (var depth = damage.Random.Next(1, 9); depth > 0 && Children(at) is { Count: > 0 } children; depth--)
            if (damage.Pick(children) is { } child)
                at = child;
        switch (at.Parent)
        {
            case JsonArray list:
                var place = list.IndexOf(at);
                switch (damage.Random.Next(4))
                {
                    case 0: list.RemoveAt(place); break;
                    case 1: list.Insert(place, at.DeepClone()); break;
                    case 2:
                        var other = damage.Random.Next(list.Count);
                        var exchanged = list[other]?.DeepClone();
                        list[other] = at.DeepClone();
                        list[place] = exchanged;
                        break;
                    default: list[place] = JsonNode.Parse(damage.Pick(Strange)); break;
                }
                break;
            case JsonObject owner:
                var name = at.GetPropertyName();
                if (damage.Random.Next(4) == 0)
                    owner.Remove(name);
                else
                    owner[name] = JsonNode.Parse(damage.Pick(Strange));
                break;
        }
    }

    static List<JsonNode?> Children(JsonNode node) => node switch
    {
        JsonArray list => [.. list],
        JsonObject owner => [.. owner.Select(member => member.Value)],
        _ => [],
    };
}
