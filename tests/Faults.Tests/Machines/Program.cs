using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Gradients.Faults.Tests.Machines;

/// <summary>The built program as a process, whose steps may be counted, held up or ended.</summary>
sealed class Program : IDisposable
{
    /// <summary>As a shell reports an end by SIGKILL.</summary>
    public const int Killed = 137;

    static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    readonly Process _process;
    readonly Task<string> _output;
    readonly Task<string> _errors;
    readonly string _steps;

    Program(Process process, string steps)
    {
        (_process, _steps) = (process, steps);
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public sealed record Ran(int Exit, string Output, string Errors)
    {
        public Ran Ended(int exit)
        {
            Assert.True(Exit == exit, $"ended with {Exit} instead of {exit}\n{Errors}");
            return this;
        }
    }

    /// <param name="home">Its GRADIENTS_HOME, where keys are remembered.</param>
    /// <param name="kill">The step at which it dies, from 1; 0: none.</param>
    /// <param name="hold">The step at which it waits for <see cref="Go"/>; 0: none.</param>
    public static Program Start(string ledger, string home, int kill, int hold, params string[] arguments)
    {
        var steps = Directory.CreateDirectory(Path.Combine(home, $"steps-{Guid.NewGuid():N}")).FullName;
        var program = Path.Combine(AppContext.BaseDirectory, "gradients.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["GRADIENTS_DATABASE"] = ledger;
        start.Environment["GRADIENTS_HOME"] = home;
        start.Environment["TMPDIR"] = home; // What it leaves when it is killed goes with the run.
        start.Environment["GRADIENTS_STEPS"] = steps;
        start.Environment["GRADIENTS_KILL_AT"] = kill.ToString(CultureInfo.InvariantCulture);
        start.Environment["GRADIENTS_HOLD_AT"] = hold.ToString(CultureInfo.InvariantCulture);
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(Program).Assembly.Location;
        start.Environment["DOTNET_TieredPGO"] = "0"; // It lives for half a second.
        return new(Process.Start(start)!, steps);
    }

    public static async Task<Ran> RunAsync(string ledger, string home, params string[] arguments)
    {
        using var program = Start(ledger, home, 0, 0, arguments);
        return await program.EndAsync();
    }

    /// <returns>Exit code 0 when it came to its end before that step.</returns>
    public static async Task<Ran> KilledAsync(string ledger, string home, int step, params string[] arguments)
    {
        using var program = Start(ledger, home, step, 0, arguments);
        var ran = await program.EndAsync();
        // Waves of commands form as they come: a run may have fewer steps than the one that was counted.
        Assert.True(ran.Exit is Killed or 0, $"ended with {ran.Exit}\n{ran.Errors}");
        return ran;
    }

    /// <summary>The names of the steps it takes when nothing disturbs it, in order.</summary>
    public static async Task<string[]> StepsAsync(string ledger, string home, params string[] arguments)
    {
        using var program = Start(ledger, home, 0, 0, arguments);
        (await program.EndAsync()).Ended(0);
        return await File.ReadAllLinesAsync(Path.Combine(program._steps, "steps"));
    }

    /// <summary>Waits until it stands at the step at which it is to be held.</summary>
    public async Task ReachedAsync()
    {
        var started = Stopwatch.StartNew();
        while (!File.Exists(Path.Combine(_steps, "reached")))
        {
            Assert.True(!_process.HasExited && started.Elapsed < Longest, $"it never came there");
            await Task.Delay(5);
        }
    }

    public void Go() => File.WriteAllText(Path.Combine(_steps, "go"), "");

    public async Task<Ran> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Longest);
        return new(_process.ExitCode, await _output, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
