using System.Text.Json;

namespace Gradients.Runners.Meter.Containers;

/// <summary>
/// Reads <c>pair_results</c>, as evaluators of games leave them: a list of objects with <c>model_a</c>,
/// <c>model_b</c> and <c>results</c>, which gives for each environment <c>model_a_wins</c>, <c>model_b_wins</c>,
/// <c>draws</c> and, if it is there, their sum in <c>total_games</c>.
/// </summary>
static class PlayedPairs
{
    /// <exception cref="FormatException">They are malformed, or a pair stands there twice: nothing of them is
    /// taken.</exception>
    internal static IReadOnlyList<PlayedPair> Read(JsonElement pairs)
    {
        if (pairs.ValueKind != JsonValueKind.Array)
            throw new FormatException("pair_results is no list");
        var found = new List<PlayedPair>();
        foreach (var pair in pairs.EnumerateArray())
        {
            var (first, second) = (Text(pair, "model_a"), Text(pair, "model_b"));
            if (!pair.TryGetProperty("results", out var results) || results.ValueKind != JsonValueKind.Object)
                throw new FormatException($"pair_results: {first} and {second} have no results");
            foreach (var environment in results.EnumerateObject())
                Add(found, new(environment.Name, first, second, Number(environment, "model_a_wins"),
                    Number(environment, "model_b_wins"), Number(environment, "draws")), environment);
        }
        return found;
    }

    static void Add(List<PlayedPair> found, PlayedPair games, JsonProperty environment)
    {
        var twice = found.Any(other => other.Environment == games.Environment
            && ((other.First == games.First && other.Second == games.Second)
                || (other.First == games.Second && other.Second == games.First)));
        if (games.First == games.Second || twice)
            throw new FormatException(
                $"pair_results: {games.First} and {games.Second} play once in {games.Environment}");
        if (environment.Value.TryGetProperty("total_games", out _) && Number(environment, "total_games")
            != (long)games.FirstWins + games.SecondWins + games.Draws)
            throw new FormatException($"pair_results: the games of {games.First} and {games.Second} in "
                + $"{games.Environment} do not add up to total_games");
        found.Add(games);
    }

    static string Text(JsonElement pair, string field) =>
        pair.ValueKind == JsonValueKind.Object && pair.TryGetProperty(field, out var name)
            && name.ValueKind == JsonValueKind.String ? name.GetString()!
            : throw new FormatException($"pair_results: {field} is missing");

    static int Number(JsonProperty environment, string field) =>
        environment.Value.ValueKind == JsonValueKind.Object && environment.Value.TryGetProperty(field, out var number)
            && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var count) && count >= 0 ? count
            : throw new FormatException($"pair_results: {field} of {environment.Name} is no number of games");
}
