using System.Diagnostics;

namespace Gradients.Testing;

/// <summary>Starts programs of this repository that run on Node; says what is missing where they cannot.</summary>
public static class NodeProcess
{
    public static (int Exit, string Output, string Errors) Run(string program, string input, params string[] arguments)
    {
        var packages = Path.Combine(Path.GetDirectoryName(program)!, "node_modules");
        Assert.True(Directory.Exists(packages), $"{packages} is missing: 'npm ci' there, or ops/test, installs it");
        var start = new ProcessStartInfo("node", [program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading.
        }
        process.WaitForExit();
        return (process.ExitCode, output.Result, errors.Result);
    }
}
