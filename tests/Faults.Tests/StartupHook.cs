using System.Diagnostics;
using System.Globalization;
using Gradients.Faults.Tests.Determinism;
using Gradients.Ledger;

/// <summary>
/// Runs inside the program before its own code, because DOTNET_STARTUP_HOOKS names this assembly: the program itself
/// knows of no test. Counts its steps, and at one of them ends the process or waits.
/// </summary>
internal static class StartupHook
{
    static int _steps;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("GRADIENTS_WORKLOAD") is { Length: > 0 } golden)
            Compare(golden);
        if (Environment.GetEnvironmentVariable("GRADIENTS_STEPS") is not { Length: > 0 } folder)
            return;
        var kill = Number("GRADIENTS_KILL_AT");
        var hold = Number("GRADIENTS_HOLD_AT");
        Step.Reached = name =>
        {
            var step = Interlocked.Increment(ref _steps);
            if (step == kill)
            {
                Process.GetCurrentProcess().Kill(); // SIGKILL: nothing of this process runs any more.
                Thread.Sleep(Timeout.Infinite);
            }
            if (step == hold)
                Wait(folder);
            if (kill + hold == 0)
                File.AppendAllText(Path.Combine(folder, "steps"), name + "\n");
        };
    }

    /// <summary>Does the work whose bytes are compared, in this process's surroundings, and ends it.</summary>
    static void Compare(string golden)
    {
        if (Environment.GetEnvironmentVariable("GRADIENTS_CULTURE") is { Length: > 0 } culture)
            CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = new CultureInfo(culture);
        using (var output = new StreamWriter(Console.OpenStandardOutput()) { NewLine = "\n" })
            Workload.Run(golden, output);
        Environment.Exit(0);
    }

    static int Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var n) ? n : 0;

    /// <summary>Until the test has done to the world what it wanted.</summary>
    static void Wait(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "reached"), "");
        while (!File.Exists(Path.Combine(folder, "go")))
            Thread.Sleep(5);
    }
}
