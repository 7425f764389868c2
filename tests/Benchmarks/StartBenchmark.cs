using System.Globalization;

namespace Gradients.Benchmarks;

/// <summary>
/// How long <c>gradients --help</c> and a small audit take from start to end, against a .NET console program that does
/// nothing, built in Release and started directly.
/// </summary>
static class StartBenchmark
{
    const int Rounds = 11;
    const double Wanted = 4;
    const int Events = 1_000;

    public static Task RunAsync()
    {
        var empty = Empty();
        var ledger = SimulatedLedger.File(Events);
        var (nothing, help, audit) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var (n, h, a) = (Programs.Seconds(empty), Programs.Seconds(Programs.Gradients, "--help"),
                Programs.Seconds(Programs.Gradients, "audit", ledger));
            if (round == 0)
                continue; // Warm: built, and in the page cache.
            nothing.Add(n);
            help.Add(h);
            audit.Add(a);
        }
        Print("--help", Median(help), Median(nothing));
        Print(string.Create(CultureInfo.InvariantCulture, $"audit of {Events:#,0} events"), Median(audit), Median(nothing));
        return Task.CompletedTask;
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    static void Print(string what, double ours, double empty) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"gradients {what,-24} {ours / empty,5:0.0} times an empty program (wanted {Wanted:0}) {ours * 1000,6:0} ms and {empty * 1000:0} ms"));

    /// <summary>Builds the empty program once.</summary>
    static string Empty()
    {
        var folder = Directory.CreateDirectory(
            Path.Combine(Environment.CurrentDirectory, "artifacts", "benchmarks", "empty")).FullName;
        var program = Path.Combine(folder, "out", "empty");
        if (File.Exists(program))
            return program;
        // Props of its own, so that nothing of the project's reaches it.
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Directory.Packages.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Program.cs"), "return 0;");
        File.WriteAllText(Path.Combine(folder, "empty.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """);
        Programs.Seconds("dotnet", "build", folder, "-c", "Release", "-o", Path.Combine(folder, "out"), "--nologo");
        return program;
    }
}
