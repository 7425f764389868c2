using System.Diagnostics;
using System.Globalization;
using Gradients.Runners.Meter.Arithmetic;

namespace Gradients.Benchmarks.Meter;

/// <summary>
/// Our matrix product against OpenBLAS on the shapes of two models, taking turns. One process knows one set of vector
/// instructions, so <see cref="MeterBenchmark"/> starts this twice.
/// </summary>
static unsafe class ProductBenchmark
{
    const int Threads = 2;
    const int Rounds = 7;
    const double Wanted = 0.6;

    // Rows (tokens), outputs, inputs. The head sees only label tokens, 128 at a time.
    static readonly (string Name, int M, int N, int K)[] Shapes =
    [
        ("Pythia-70M, query, key, value", 1024, 1536, 512), ("Pythia-70M, attention out", 1024, 512, 512),
        ("Pythia-70M, widen", 1024, 2048, 512), ("Pythia-70M, narrow", 1024, 512, 2048),
        ("Pythia-70M, head", 128, 50304, 512),
        ("Qwen2-1.5B, query", 1024, 1536, 1536), ("Qwen2-1.5B, key", 1024, 256, 1536),
        ("Qwen2-1.5B, gate", 1024, 8960, 1536), ("Qwen2-1.5B, down", 1024, 1536, 8960),
        ("Qwen2-1.5B, head", 128, 151936, 1536),
    ];

    public static Task RunAsync()
    {
        OpenBlas.SetThreads(Threads);
        Console.WriteLine(
            $"Matrix products, {Threads} threads: ours ({Tile.Path}) and OpenBLAS ({OpenBlas.Core}), GFLOP/s");
        var best = 0.0;
        foreach (var (name, m, n, k) in Shapes)
        {
            var (ours, theirs) = Measure(m, n, k);
            best = Math.Max(best, theirs);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {name,-30} {m,5} x {n,6} x {k,4}  {ours,7:0.0} {theirs,7:0.0}  "
                + $"ratio {ours / theirs:0.00} (wanted {Wanted:0.0})"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  fastest OpenBLAS: {best:0.0}"));
        return Task.CompletedTask;
    }

    static (double Ours, double Theirs) Measure(int m, int n, int k)
    {
        float[] a = Numbers((long)m * k), w = Numbers((long)n * k), ours = new float[m * n], theirs = new float[m * n];
        var workers = new Workers(Threads);
        void Read(int row, int from, float* into, int length) => w.AsSpan(row * k + from, length)
            .CopyTo(new(into, length));
        void Ours() => MatrixProduct.Linear(a, m, k, Read, n, ours, workers);
        void Theirs() => OpenBlas.Linear(a, m, k, w, n, theirs);
        Warm(Ours);
        Warm(Theirs);
        Check(ours, theirs);
        var flops = 2.0 * m * n * k;
        // Small products are repeated, so that the clock's grain and the threads' start do not count.
        var repeats = Math.Max(1, (int)(2e10 / flops));
        var (mine, other) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            mine.Add(Rate(Ours, repeats, flops));
            other.Add(Rate(Theirs, repeats, flops));
        }
        return (mine.Order().ElementAt(Rounds / 2), other.Order().ElementAt(Rounds / 2));
    }

    /// <summary>Long enough for the compiler to come back to what is called often.</summary>
    static void Warm(Action product)
    {
        var start = Stopwatch.GetTimestamp();
        do product();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < 0.5);
    }

    static double Rate(Action product, int repeats, double flops)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeats; i++) product();
        return repeats * flops / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
    }

    static float[] Numbers(long count)
    {
        var numbers = new float[count];
        var state = 1u;
        for (var i = 0L; i < count; i++) numbers[i] = ((state = state * 1664525u + 1013904223u) >> 8) / 8388608f - 1f;
        return numbers;
    }

    static void Check(float[] ours, float[] theirs)
    {
        for (var i = 0; i < ours.Length; i += 997)
            if (Math.Abs(ours[i] - theirs[i]) > 1e-2)
                throw new InvalidOperationException($"Element {i}: ours is {ours[i]}, theirs {theirs[i]}.");
    }
}
