using Gradients.Ledger.Benchmarks;
using Gradients.Ledger.Commands;

namespace Gradients.Projections.Simulation;

/// <summary>
/// Measurements of platforms that do not exist, on tasks that do not exist, taken from a seed: four tasks of each kind.
/// </summary>
public static class InventedBenchmarks
{
    const int TasksOfAKind = 4;

    static readonly string[] Rivals = ["platform-a", "platform-b", "platform-c"];

    public static IEnumerable<CommandLine> Commands(long seed)
    {
        foreach (var kind in Enum.GetValues<BenchmarkKind>())
            for (var number = 1; number <= TasksOfAKind; number++)
                foreach (var line in Task(seed, kind, number))
                    yield return line;
    }

    static IEnumerable<CommandLine> Task(long seed, BenchmarkKind kind, int number)
    {
        var stream = $"benchmark/sim{seed}-{Cell.Of(kind)}-{number}";
        var chance = new Chance(seed, stream);
        var first = new BenchmarkMeasured(
            $"sha256:{chance.Hex(64)}", $"sha256:{chance.Hex(64)}", kind,
            kind == BenchmarkKind.Diffusion ? BenchmarkMeasure.Score : BenchmarkMeasure.Loss,
            kind == BenchmarkKind.Diffusion ? "example/painter" : $"example/base-{chance.Between(1, 70)}b",
            $"sha256:{chance.Hex(64)}", "gradients", 0);
        var level = 0.6 * chance.Factor(0.2);
        yield return Line(stream, seed, first with { Value = level });
        foreach (var rival in Rivals)
        {
            // A platform may do without a task, or come to nothing.
            if (chance.Happens(0.2))
                continue;
            var worse = 0.95 + (0.5 * chance.Unit());
            var value = chance.Happens(0.03) ? double.NaN
                : first.Measure == BenchmarkMeasure.Loss ? level * worse : level / worse;
            yield return Line(stream, seed, first with { OutputDigest = null, Platform = rival, Value = value });
        }
    }

    static CommandLine Line(string stream, long seed, BenchmarkMeasured fact) =>
        new(stream, null, $"sim:{seed}:{stream}:{fact.Platform}", new Report(fact));
}
