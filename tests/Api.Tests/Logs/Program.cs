using System.Diagnostics;

namespace Gradients.Api.Tests.Logs;

/// <summary>Runs the program as a user does, in a process of its own.</summary>
static class Program
{
    public static (int Exit, string[] Lines, string Errors) Run(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "gradients.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.TrimEnd('\n').Split('\n'), errors.Result);
    }
}
