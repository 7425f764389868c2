using System.Diagnostics;
using System.Globalization;

namespace Gradients.Benchmarks;

/// <summary>Programs that a benchmark starts: the launcher, and what they cost.</summary>
static class Programs
{
    /// <summary>The program as it is shipped, built by the launcher if it has to be.</summary>
    public static string Gradients => Path.Combine(Environment.CurrentDirectory, "ops", "gradients");

    /// <summary>Seconds from the start of a program to its end.</summary>
    public static double Seconds(string program, params string[] arguments)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? Stopwatch.GetElapsedTime(start).TotalSeconds
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit {process.ExitCode}");
    }

    /// <summary>The largest resident memory, in MB, of a program that reads what is written to it until it ends.</summary>
    public static double PeakMegabytes(Action<Stream> write, string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var answer = process.StandardOutput.ReadToEndAsync();
        var peak = 0.0;
        using (var watch = new Timer(_ => peak = Math.Max(peak, Megabytes(process.Id)), null, 0, 20))
        {
            using (var target = new BufferedStream(process.StandardInput.BaseStream, 1 << 20))
                write(target);
            process.WaitForExit();
        }
        return process.ExitCode == 0
            ? peak
            : throw new InvalidOperationException($"{program}: exit {process.ExitCode}: {answer.Result}");
    }

    static double Megabytes(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            return 0; // It has ended.
        }
    }

    internal static Process Start(string program, string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = false,
        })!;
}
