using System.Diagnostics;
using System.Globalization;

namespace Gradients.Benchmarks;

/// <summary>
/// Compares two ways of doing the same work, taking turns within one run, because a machine's speed wanders. The figure
/// is the median of ours over the median of theirs.
/// </summary>
static class Ratio
{
    const int Rounds = 7;

    internal static async Task PrintAsync(
        string what, double wanted, string unit, Func<Task<long>> ours, Func<Task<long>> theirs)
    {
        var (mine, other) = (new List<double>(), new List<double>());
        await WarmAsync(ours);
        await WarmAsync(theirs);
        for (var round = 0; round < Rounds; round++)
        {
            mine.Add(await RateAsync(ours));
            other.Add(await RateAsync(theirs));
        }

        var ratio = Median(mine) / Median(other);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-58} {ratio,6:0.00} (wanted {wanted:0.0}) "
            + $"{Median(mine),12:#,0} and {Median(other),12:#,0} {unit}/s"));
    }

    /// <summary>Connected, planned, and compiled as it will stay: what runs often is compiled again meanwhile.</summary>
    static async Task WarmAsync(Func<Task<long>> work)
    {
        var start = Stopwatch.GetTimestamp();
        do
            await work();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2));
    }

    static async Task<double> RateAsync(Func<Task<long>> work)
    {
        var start = Stopwatch.GetTimestamp();
        var done = await work();
        return done / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
