using System.Diagnostics;

namespace Gradients.Ledger.Store;

/// <summary>
/// Runs a program to its end and returns what it said. No shell is involved unless the program is one.
/// </summary>
static class Shell
{
    internal readonly record struct Answer(int Exit, string Output, string Errors)
    {
        public bool Succeeded => Exit == 0;

        public string Said => $"{Output.Trim()}\n{Errors.Trim()}".Trim();
    }

    internal static Answer Run(
        string program, IEnumerable<string> arguments, string? folder = null, string input = "",
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "/", // Ours may be a folder that the other user cannot enter.
        };
        // PGPORT, PGOPTIONS and the like of the caller would reach the server.
        foreach (var name in start.Environment.Keys.ToList())
            if (name.StartsWith("PG", StringComparison.Ordinal))
                start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Answer(process.ExitCode, output, errors.Result);
    }

    /// <summary>The path of a program, looked for on PATH and in the folders of system programs.</summary>
    internal static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(["/usr/sbin", "/sbin", "/usr/bin", "/bin"])
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
