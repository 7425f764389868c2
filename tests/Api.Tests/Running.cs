using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Gradients.Api.Tests;

/// <summary>What a run of the program came to.</summary>
public sealed record Ran(int Exit, string Output, string Errors)
{
    /// <summary>The one JSON document it printed.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Fails with everything the program said when it ended differently.</summary>
    public Ran Ended(int exit)
    {
        Assert.True(Exit == exit, $"ended with {Exit} instead of {exit}\n{Output}\n{Errors}");
        return this;
    }
}

/// <summary>Starts the built program as a process, as a user would, with its output redirected.</summary>
public static class Running
{
    static readonly string Dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    // A home that no test may create: commands that need no ledger must not ask for one.
    static readonly string NoHome = Path.Combine(Path.GetTempPath(), "gradients-no-home");

    public static string BuiltFolder => AppContext.BaseDirectory;

    public static Ran Gradients(params string[] arguments) => Start(BuiltFolder, NoHome, null, arguments);

    public static Ran Gradients(byte[] input, params string[] arguments) =>
        Start(BuiltFolder, NoHome, input, arguments);

    /// <param name="built">The folder the program lies in.</param>
    /// <param name="home">Its GRADIENTS_HOME.</param>
    /// <param name="input">Standard input; empty when null.</param>
    public static Ran Start(string built, string home, byte[]? input, params string[] arguments) =>
        Start(built, home, input, [], arguments);

    /// <summary>With more environment variables, such as those that switch a processor's features off.</summary>
    public static Ran Gradients((string Name, string Value)[] environment, params string[] arguments) =>
        Start(BuiltFolder, NoHome, null, environment, arguments);

    static Ran Start(
        string built, string home, byte[]? input, (string Name, string Value)[] environment, string[] arguments)
    {
        var start = new ProcessStartInfo(Dotnet, [Path.Combine(built, "gradients.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["GRADIENTS_HOME"] = home;
        start.Environment.Remove("GRADIENTS_DATABASE");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        Feed(process.StandardInput.BaseStream, input ?? []);
        process.WaitForExit();
        var ran = new Ran(process.ExitCode, output.Result, errors.Result);
        AssertPlain(ran, arguments);
        return ran;
    }

    static void Feed(Stream target, byte[] input)
    {
        try
        {
            target.Write(input);
            target.Close();
        }
        catch (IOException)
        {
            // The program may end without reading everything.
        }
    }

    /// <summary>Of every run in these tests: no colour, no cursor movement, no exception's stack.</summary>
    static void AssertPlain(Ran ran, string[] arguments)
    {
        var said = ran.Output + ran.Errors;
        var control = said.FirstOrDefault(c => char.IsControl(c) && c is not ('\n' or '\t'));
        var command = string.Join(' ', arguments);
        Assert.True(control == default, $"control code {(int)control} from gradients {command}\n{said}");
        Assert.DoesNotContain("   at Gradients", said, StringComparison.Ordinal);
        Assert.InRange(ran.Exit, 0, 2);
    }
}
