using System.Diagnostics;
using Gradients.Ledger;

/// <summary>
/// Runs inside the program before its own code, because DOTNET_STARTUP_HOOKS names this assembly: at the step it is told
/// of, the process ends as by SIGKILL.
/// </summary>
internal static class StartupHook
{
    static int _passed;

    public static void Initialize()
    {
        var wanted = Environment.GetEnvironmentVariable("GRADIENTS_KILL_STEP");
        var times = Environment.GetEnvironmentVariable("GRADIENTS_KILL_TIMES");
        if (wanted is null || times is null)
            return;
        var last = int.Parse(times, System.Globalization.CultureInfo.InvariantCulture);
        Step.Reached = name =>
        {
            if ((wanted.Length > 0 && name != wanted) || Interlocked.Increment(ref _passed) != last)
                return;
            Process.GetCurrentProcess().Kill(); // Nothing of this process runs any more.
            Thread.Sleep(Timeout.Infinite);
        };
    }
}
