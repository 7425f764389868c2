using System.Diagnostics;

namespace Gradients.Testing;

/// <summary>
/// Runs the independent implementations under tests/independent; says what is missing where they cannot run.
/// </summary>
static class IndependentTools
{
    public static string Folder { get; } = Path.Combine(GoldenFolder.RepositoryRoot, "tests", "independent");

    public static string Python { get; } = new[] { "/usr/bin/python3", "python3" }
        .FirstOrDefault(python => Try(python, "-c", "import numpy").Exit == 0)
        ?? throw new InvalidOperationException("These tests need Python 3 with numpy (Debian: python3-numpy).");

    public static string Run(string program, params string[] arguments)
    {
        var (exit, output) = Try(program, arguments);
        return exit == 0 ? output : throw new InvalidOperationException($"{program} ended with {exit}: {output}");
    }

    public static DirectoryInfo TemporaryFolder() => Directory.CreateTempSubdirectory("gradients-meter-");

    static (int Exit, string Output) Try(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments)
            { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
            start.Environment["PYTHONUTF8"] = "1";
            start.Environment["PYTHONDONTWRITEBYTECODE"] = "1"; // The repository may be read-only.
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, process.ExitCode == 0 ? output : output + errors.Result);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}
