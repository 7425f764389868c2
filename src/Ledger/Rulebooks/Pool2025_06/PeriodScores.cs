using System.Collections.Immutable;
using Gradients.Ledger.Arithmetic;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Rulebooks.Pool2025_06;

/// <summary>A miner's score over a list of tasks.</summary>
/// <param name="Sum">Of score times work, in order.</param>
/// <param name="Mean">Of the scores, summed pairwise.</param>
/// <param name="Deviation">Their population standard deviation.</param>
/// <param name="Score">Sum times mean; 0 where the mean is negative.</param>
/// <param name="Normalised">After the curve, from 0 to about 0.74, or to 1 where shares add up.</param>
/// <param name="Curve">The steps between; null where the score is not above 0.</param>
public sealed record MinerScore(
    Hotkey Miner, double Sum, double Mean, double Deviation, double Score, double Normalised, ScoreCurve? Curve);

/// <summary>
/// Rule 2.6: how a score relative to the best becomes a weight. Exponential and power are the correctly rounded ones;
/// the reference took a C library's, which are one unit in the last place away now and then (2.9). No 16-bit weight of
/// the golden data depends on it.
/// </summary>
public readonly record struct ScoreCurve(
    double Relative, double Argument, double Exponential, double Sigmoid, double Power)
{
    public double Value => PoolRules.SigmoidShare * Power + PoolRules.LinearShare * Relative;

    public static ScoreCurve Of(double relative)
    {
        var argument = -PoolRules.SigmoidSteepness * (relative - PoolRules.SigmoidShift);
        var exponential = ExactExponential.Of(argument);
        var sigmoid = 1.0 / (1.0 + exponential);
        var power = ExactPower.Quarters(sigmoid, (int)(4.0 * PoolRules.SigmoidPower));
        return new ScoreCurve(relative, argument, exponential, sigmoid, power);
    }
}

/// <summary>Rule 2.6: the scores of all miners over a list of tasks.</summary>
/// <param name="Miners">By first appearance; empty without tasks.</param>
/// <param name="Error">The name of the reference's exception: then no weights are set at all.</param>
public sealed record PeriodScores(ImmutableArray<MinerScore> Miners, string? Error)
{
    public static PeriodScores Of(PoolRules rules, ImmutableArray<PoolTask> tasks)
    {
        var works = new double[tasks.Length];
        for (var i = 0; i < works.Length; i++)
        {
            var work = WorkScore.Of(tasks[i].Hours, tasks[i].Parameters, tasks[i].Model);
            if (work.Error is { } error) return new PeriodScores([], error);
            works[i] = work.Work;
        }
        var miners = FirstAppearances.Of(tasks.SelectMany(task => task.Scores).Select(result => result.Miner));
        if (miners.IsEmpty) return new PeriodScores([], tasks.IsEmpty ? null : WorkScore.AssertionError);
        return new PeriodScores(Normalised(rules, Raw(miners, tasks, works)), null);
    }

    static MinerScore[] Raw(ImmutableArray<Hotkey> miners, ImmutableArray<PoolTask> tasks, double[] works)
    {
        var sums = new double[miners.Length];
        var scores = Array.ConvertAll(sums, _ => new List<double>());
        var places = new Dictionary<Hotkey, int>();
        for (var i = 0; i < miners.Length; i++) places.Add(miners[i], i);
        for (var i = 0; i < tasks.Length; i++)
            foreach (var result in tasks[i].Scores)
            {
                var place = places[result.Miner];
                scores[place].Add(result.Score!.Value);
                sums[place] += result.Score.Value * works[i];
            }
        return [.. miners.Select((miner, i) => Raw(miner, sums[i], scores[i].ToArray()))];
    }

    static MinerScore Raw(Hotkey miner, double sum, double[] scores)
    {
        var mean = PairwiseSum.Of(scores) / scores.Length;
        var squares = Array.ConvertAll(scores, score => (score - mean) * (score - mean));
        var deviation = Math.Sqrt(PairwiseSum.Of(squares) / scores.Length);
        return new MinerScore(miner, sum, mean, deviation, mean < 0.0 ? 0.0 : sum * mean, 0.0, null);
    }

    static ImmutableArray<MinerScore> Normalised(PoolRules rules, MinerScore[] miners)
    {
        var largest = miners.Max(miner => miner.Score);
        if (!(largest > 0.0)) return [.. miners];
        var total = 0.0;
        for (var i = 0; i < miners.Length; i++)
        {
            if (!(miners[i].Score > 0.0)) continue;
            var curve = ScoreCurve.Of(miners[i].Score / largest);
            miners[i] = miners[i] with { Normalised = curve.Value, Curve = curve };
            total += curve.Value;
        }
        if (!rules.SharesAddUp || !(total > 0.0)) return [.. miners];
        return [.. miners.Select(miner => miner with { Normalised = miner.Normalised / total })];
    }
}
