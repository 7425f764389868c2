using System.Diagnostics;
using System.Globalization;
using Gradients.Runners.Meter.Arithmetic;
using Gradients.Runners.Meter.Measuring;
using Gradients.Runners.Meter.Metrics;

namespace Gradients.Benchmarks.Meter;

/// <summary>
/// The loss meter: matrix products against OpenBLAS with AVX-512 and with AVX2, whole models against the bound that the
/// fastest product sets, and the memory of a model of 1.5 billion parameters in BF16.
/// </summary>
static class MeterBenchmark
{
    public const string Products = "meter-products";
    const string Type = """{"field_instruction":"prompt","field_output":"answer"}""";
    const double MostGibibytes = 8;

    public static Task RunAsync()
    {
        var bound = 0.0;
        if (System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated)
            bound = InAChild(("OPENBLAS_CORETYPE", "SkylakeX"));
        var narrow = InAChild(("OPENBLAS_CORETYPE", "Haswell"), ("DOTNET_EnableAVX512", "0"));
        var folder = Directory.CreateTempSubdirectory("gradients-bench-");
        try
        {
            WholeModels(folder.FullName, Math.Max(bound, narrow));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return Task.CompletedTask;
    }

    /// <summary>
    /// Another process, with other vector instructions. Returns the fastest product of OpenBLAS in GFLOP/s.
    /// </summary>
    static double InAChild(params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(MeterBenchmark).Assembly.Location);
        start.ArgumentList.Add(Products);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var child = Process.Start(start)!;
        var last = "";
        while (child.StandardOutput.ReadLine() is { } line) Console.WriteLine(last = line);
        child.WaitForExit();
        return child.ExitCode == 0 ? double.Parse(last.Split(' ')[^1], CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{Products} ended with {child.ExitCode}.");
    }

    static void WholeModels(string folder, double bound)
    {
        string pythia = Path.Combine(folder, "pythia"), qwen = Path.Combine(folder, "qwen");
        string rows = Path.Combine(folder, "rows.json"), few = Path.Combine(folder, "few.json");
        SyntheticModel.WriteNeoX(pythia, 512, 2048, 6, 8, 50304);
        SyntheticModel.WriteQwen2(qwen, 1536, 8960, 28, 12, 2, 151936);
        SyntheticModel.WriteRows(rows, 32, 256);
        SyntheticModel.WriteRows(few, 4, 256);
        Console.WriteLine("Whole models of random weights, half of all tokens labels, tokens a second on 2 threads");
        // Layers for every token, the head for every label, which is every other token.
        Speed("Pythia-70M", pythia, rows, 6 * (4.0 * 512 * 512 + 2.0 * 512 * 2048) + 50304.0 * 512 / 2, bound);
        var layer = 2.0 * 1536 * 1536 + 2.0 * 256 * 1536 + 3.0 * 8960 * 1536;
        Speed("Qwen2-1.5B, BF16", qwen, few, 28 * layer + 151936.0 * 1536 / 2, bound);
        Programs.Seconds(Programs.Gradients, "--help"); // Built, if it has to be.
        var peak = Programs.PeakMegabytes(_ => { }, Programs.Gradients, "measure", "--model", qwen, "--dataset", few,
            "--task-type", "Instruct", "--dataset-type", Type, "--output", folder) / 1024;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Peak memory of gradients measure, Qwen2-1.5B in BF16: {peak:0.0} GiB, mapped weights included "
            + $"(wanted below {MostGibibytes:0})"));
    }

    static void Speed(string name, string model, string rows, double products, double bound)
    {
        var (done, started, ended) = (0L, 0L, 0L);
        var scores = new TokenScores(new Workers(2), Progress: tokens =>
            (done, ended) = (done + tokens, Stopwatch.GetTimestamp()));
        new NativeMeter(scores, _ => started = Stopwatch.GetTimestamp()).Take(
            new(model, null, rows, Gradients.Ledger.TaskType.InstructTextTask, Type));
        var rate = done / Stopwatch.GetElapsedTime(started, ended).TotalSeconds;
        var most = bound * 1e9 / (2 * products);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {name,-30} {rate,8:#,0} of {most,8:#,0} that the fastest product would allow: {rate / most:0.00}"));
    }
}
