using System.Diagnostics;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Chain;

/// <summary>Starts programs of this repository that run on Node; says what is missing where they cannot.</summary>
static class NodeProgram
{
    public static string Signer => Path.Combine(GoldenFolder.RepositoryRoot, "ops", "signer", "signer.mjs");

    public static string Decoder =>
        Path.Combine(GoldenFolder.RepositoryRoot, "tests", "independent", "chain", "decode.mjs");

    /// <summary>A wallet's key file of the well-known development account.</summary>
    public static string AliceKey(string folder)
    {
        var path = Path.Combine(folder, "alice.json");
        File.WriteAllText(path, """
            {"secretPhrase":"bottom drive obey lake curtain smoke basket hold race lonely fit walk//Alice",
            "accountId":"0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d"}
            """);
        return path;
    }

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
