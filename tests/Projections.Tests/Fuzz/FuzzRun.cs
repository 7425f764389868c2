using System.Diagnostics;
using System.Globalization;

namespace Gradients.Projections.Tests.Fuzz;

/// <summary>
/// Tries damaged inputs for a while: two seconds, or GRADIENTS_FUZZ_SECONDS. Every round follows from the seed and its
/// number alone, and a failure names both. The usual run always tries the same seed, so that a change is judged by what
/// it changed; GRADIENTS_FUZZ_SEED tries another.
/// </summary>
sealed class FuzzRun(ITestOutputHelper output)
{
    const int UsualSeconds = 2;
    const int UsualSeed = 20_251_212;

    /// <summary>Inputs have some hundred kilobytes at most; whoever needs this much for one is led astray by it.</summary>
    const long MostBytes = 256L << 20;

    static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    readonly int _seconds = Number("GRADIENTS_FUZZ_SECONDS") ?? UsualSeconds;
    readonly int _seed = Number("GRADIENTS_FUZZ_SEED") ?? UsualSeed;
    int _round;

    static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Runs rounds until the time is over, on a thread of its own so that a hang is seen.</summary>
    public void Try(Action<Damage> round)
    {
        output.WriteLine($"GRADIENTS_FUZZ_SEED={_seed}");
        Exception? failure = null;
        // A small stack: deep nesting that recurses without a limit ends here rather than at some user's.
        var thread = new Thread(() => failure = Rounds(round), maxStackSize: 512 * 1024) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(_seconds) + Longest), $"seed {_seed}, round {_round}: it hangs");
        Assert.True(failure is null, $"seed {_seed}, round {_round}: {failure}");
        output.WriteLine($"{_round} rounds");
    }

    Exception? Rounds(Action<Damage> round)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            for (; clock.Elapsed.TotalSeconds < _seconds; _round++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                round(new(new Random(unchecked((_seed * 1_000_003) + _round))));
                var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
                Assert.True(bytes < MostBytes, $"one input led to {bytes} bytes");
            }
            return null;
        }
        catch (Exception any)
        {
            return any;
        }
    }
}
