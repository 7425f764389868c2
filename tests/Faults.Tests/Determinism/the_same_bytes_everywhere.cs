using System.Diagnostics;
using System.Text.Json.Nodes;
using Gradients.Testing;

namespace Gradients.Faults.Tests.Determinism;

/// <summary>
/// One process after the other, each with other surroundings; the program's own setting, one culture on every machine,
/// is taken away, so that a culture would bite if anything asked for it.
/// </summary>
public sealed class the_same_bytes_everywhere(ITestOutputHelper output)
{
    static readonly (string Name, string Value)[][] Surroundings =
    [
        [],
        [("GRADIENTS_CULTURE", "tr-TR")],
        [("GRADIENTS_CULTURE", "ar-SA")],
        [("GRADIENTS_CULTURE", "th-TH")],
        [("GRADIENTS_CULTURE", "de-DE")],
        [("TZ", "UTC")],
        [("TZ", "Pacific/Kiritimati")], // +14:00
        [("TZ", "America/New_York")], // Its clocks skip an hour on 8 March 2026.
        [("DOTNET_PROCESSOR_COUNT", "1")],
        [("DOTNET_PROCESSOR_COUNT", "2")],
        [("DOTNET_TieredCompilation", "0")],
        [("DOTNET_TieredPGO", "0"), ("DOTNET_ReadyToRun", "0")],
        [("DOTNET_EnableAVX2", "0")],
        [("DOTNET_EnableHWIntrinsic", "0")],
        [("DOTNET_gcServer", "1")],
        [], // The hashes of texts are random in every process: once more.
        [("GRADIENTS_CULTURE", "tr-TR"), ("TZ", "Pacific/Kiritimati"), ("DOTNET_EnableAVX2", "0"),
            ("DOTNET_TieredCompilation", "0"), ("DOTNET_PROCESSOR_COUNT", "1")],
    ];

    [Fact]
    public void whatever_surrounds_the_process()
    {
        var config = WithCultures();
        try
        {
            var runs = Surroundings.AsParallel().AsOrdered().WithDegreeOfParallelism(2)
                .Select(around => Run(config, around)).ToList();
            foreach (var (bytes, bites) in runs)
            {
                output.WriteLine(bites);
                Assert.Equal(runs[0].Bytes, bytes);
            }
            output.WriteLine(runs[0].Bytes);
            // The surroundings are there: these would have written something else.
            Assert.Contains(runs, run => run.Bites.Contains("tr-TR 1234,5 İ", StringComparison.Ordinal));
            Assert.Contains(runs, run => run.Bites.Contains("th-TH", StringComparison.Ordinal)
                && run.Bites.Contains("2569", StringComparison.Ordinal)); // Years are the Buddha's.
            Assert.True(runs.Select(run => run.Bites).Distinct().Count() > 7);
        }
        finally
        {
            File.Delete(config);
        }
    }

    /// <summary>The program's runtime configuration without its one culture.</summary>
    static string WithCultures()
    {
        var own = Path.Combine(AppContext.BaseDirectory, "gradients.runtimeconfig.json");
        var config = JsonNode.Parse(File.ReadAllText(own))!;
        var properties = config["runtimeOptions"]!["configProperties"]!.AsObject();
        properties["System.Globalization.Invariant"] = false;
        properties["System.Globalization.PredefinedCulturesOnly"] = false;
        properties.Remove("System.Runtime.TieredPGO"); // Left to the surroundings.
        var path = Path.Combine(Path.GetTempPath(), $"cultures-{Guid.NewGuid():N}.runtimeconfig.json");
        File.WriteAllText(path, config.ToJsonString());
        return path;
    }

    static (string Bytes, string Bites) Run(string config, (string Name, string Value)[] around)
    {
        var start = new ProcessStartInfo("dotnet", [
            "exec", "--runtimeconfig", config, Path.Combine(AppContext.BaseDirectory, "gradients.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        start.Environment["GRADIENTS_WORKLOAD"] = GoldenFolder.Own("season_100_011.json");
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(the_same_bytes_everywhere).Assembly.Location;
        foreach (var (name, value) in around)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        Assert.Equal(15, lines.Length);
        return (string.Join('\n', lines[..^1]), lines[^1]);
    }
}
