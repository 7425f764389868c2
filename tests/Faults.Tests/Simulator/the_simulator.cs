using System.Globalization;

namespace Gradients.Faults.Tests.Simulator;

/// <summary>
/// Many simulated worlds, each with its own faults. GRADIENTS_SIMULATE_SEEDS and GRADIENTS_SIMULATE_SEED say how many
/// and from which on; ops/simulate sets them.
/// </summary>
public sealed class the_simulator(ITestOutputHelper output)
{
    const int UsualSeeds = 2_000;
    const int UsualSeed = 1;

    static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    [Fact]
    public void loses_no_acknowledged_event_and_doubles_none_whatever_the_seed()
    {
        var first = Number("GRADIENTS_SIMULATE_SEED") ?? UsualSeed;
        var count = Number("GRADIENTS_SIMULATE_SEEDS") ?? UsualSeeds;
        var faults = new int[Enum.GetValues<Fault>().Length];
        var (acknowledged, refused) = (0L, 0L);
        var gate = new Lock();
        Parallel.For(0, count, (number, loop) =>
        {
            var seed = first + number;
            try
            {
                var run = Simulation.Of(seed);
                lock (gate)
                {
                    acknowledged += run.Acknowledged;
                    refused += run.Refused;
                    for (var i = 0; i < faults.Length; i++)
                        faults[i] += run.Faults[i];
                }
            }
            catch (Exception wrong)
            {
                loop.Stop();
                Assert.Fail($"ops/simulate --seeds 1 --seed {seed}\n{wrong}");
            }
        });
        output.WriteLine($"{count} seeds from {first}: {faults.Sum()} faults tried, {acknowledged} events "
            + $"acknowledged, 0 lost, 0 doubled; {refused} commands refused");
        output.WriteLine(string.Join(", ", Enum.GetValues<Fault>().Select(fault => $"{fault} {faults[(int)fault]}")));
        Assert.All(faults, times => Assert.True(times > 0 || count < UsualSeeds));
    }

    [Fact]
    public void does_the_same_again_for_the_same_seed()
    {
        for (var seed = 1; seed <= 20; seed++)
            Assert.Equal(Simulation.Of(seed).Trace, Simulation.Of(seed).Trace);
    }
}
