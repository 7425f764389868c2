using System.Collections.Immutable;
using Gradients.Ledger.Arithmetic;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>The games of two miners in one environment.</summary>
/// <param name="Wins">Won by <paramref name="First"/>.</param>
/// <param name="Losses">Won by <paramref name="Second"/>.</param>
public sealed record PairGames(string Environment, Hotkey First, Hotkey Second, int Wins, int Losses, int Draws);

/// <summary>Scores that miners get in one environment on their own.</summary>
public sealed record IndividualScores(string Environment, ImmutableArray<HotkeyAmount> Scores);

/// <summary>How the miners did in one environment; parallel to the miners, absent where nothing was measured.</summary>
public sealed record EnvironmentScores(string Environment, ImmutableArray<double?> Scores);

/// <summary>A weight of an environment in the standings; 1.0 where none is given.</summary>
public readonly record struct EnvironmentWeight(string Environment, double Weight);

/// <summary>Rule 4.7: from games and scores to one standing, from 0 to 1, of each miner.</summary>
public static class EnvironmentStandings
{
    /// <summary>
    /// By environment: those with games in order of first appearance, then the individual ones.
    /// </summary>
    public static ImmutableArray<EnvironmentScores> Scores(
        ImmutableArray<Hotkey> miners, ImmutableArray<PairGames> games, ImmutableArray<IndividualScores> individual)
    {
        var environments = FirstAppearances.Of(games.Select(game => game.Environment));
        return
        [
            .. environments.Select(environment => new EnvironmentScores(
                environment,
                [.. miners.Select(miner => (double?)WinShare(miner, games.Where(g => g.Environment == environment)))])),
            .. individual.Select(own => new EnvironmentScores(
                own.Environment, [.. miners.Select(miner => Find(own.Scores, miner))])),
        ];
    }

    /// <summary>Best first; equal standings keep the order of the miners.</summary>
    public static ImmutableArray<HotkeyAmount> Of(
        ImmutableArray<Hotkey> miners,
        ImmutableArray<EnvironmentScores> environments,
        ImmutableArray<EnvironmentWeight> weights)
    {
        var sums = new double[miners.Length];
        var weightSum = 0.0;
        foreach (var environment in environments)
        {
            var weight = WeightOf(weights, environment.Environment);
            var quantiles = Quantiles([.. environment.Scores.Select(score => score ?? 0.0)]);
            for (var i = 0; i < sums.Length; i++) sums[i] += weight * quantiles[i];
            weightSum += weight;
        }
        var divisor = weightSum == 0.0 ? 1.0 : weightSum;
        var standings = Array.ConvertAll(sums, sum => sum / divisor);
        var order = new int[standings.Length];
        StableOrder.Ascending(Array.ConvertAll(standings, standing => -standing), order);
        return [.. order.Select(place => new HotkeyAmount(miners[place], standings[place]))];
    }

    static double WinShare(Hotkey miner, IEnumerable<PairGames> games)
    {
        var (won, played) = (0.0, 0);
        foreach (var game in games)
        {
            if (game.First != miner && game.Second != miner) continue;
            won += (game.First == miner ? game.Wins : game.Losses) + 0.5 * game.Draws;
            played += game.Wins + game.Losses + game.Draws;
        }
        return played == 0 ? 0.0 : won / played;
    }

    static double? Find(ImmutableArray<HotkeyAmount> scores, Hotkey miner)
    {
        foreach (var score in scores)
            if (score.Hotkey == miner) return score.Amount;
        return null;
    }

    static double WeightOf(ImmutableArray<EnvironmentWeight> weights, string environment)
    {
        foreach (var given in weights)
            if (given.Environment == environment) return given.Weight;
        return 1.0;
    }

    /// <summary>The middle of the places that equal scores share, from 0 for the worst to 1 for the best.</summary>
    static double[] Quantiles(double[] scores)
    {
        var quantiles = new double[scores.Length];
        if (scores.Length <= 1)
        {
            quantiles.AsSpan().Fill(0.5);
            return quantiles;
        }
        var order = new int[scores.Length];
        StableOrder.Ascending(scores, order);
        for (var low = 0; low < order.Length;)
        {
            var high = low;
            while (high + 1 < order.Length && scores[order[high + 1]] == scores[order[low]]) high++;
            var quantile = (low + high) / 2.0 / (scores.Length - 1);
            for (; low <= high; low++) quantiles[order[low]] = quantile;
        }
        return quantiles;
    }
}
