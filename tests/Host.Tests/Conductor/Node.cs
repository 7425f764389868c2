using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Gradients.Host.Tests.Conductor;

/// <summary>The built program as a process that conducts, and dies where it is told to.</summary>
sealed class Node : IAsyncDisposable
{
    public const int Killed = 137;

    static readonly TimeSpan Longest = TimeSpan.FromMinutes(8);

    readonly Process _process;
    readonly StringBuilder _said = new();

    Node(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <param name="step">The step at which it dies; empty: any.</param>
    /// <param name="times">At which time it comes there; 0: never.</param>
    /// <param name="lease">In seconds; the usual one where none is given.</param>
    public static Node Start(Stage stage, string step = "", int times = 0, int? lease = 3)
    {
        var start = new ProcessStartInfo("dotnet",
            ["exec", Path.Combine(AppContext.BaseDirectory, "gradients.dll"), "conduct", stage.File, "--once",
             "--database", stage.Connection, .. lease is { } seconds ? new[] { "--lease", $"{seconds}" } : []])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GRADIENTS_HOME"] = stage.Folder;
        if (times > 0)
        {
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(Node).Assembly.Location;
            start.Environment["GRADIENTS_KILL_STEP"] = step;
            start.Environment["GRADIENTS_KILL_TIMES"] = times.ToString(CultureInfo.InvariantCulture);
        }
        return new(Process.Start(start)!);
    }

    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    void Hear(string? line)
    {
        lock (_said)
            _said.AppendLine(line);
    }

    /// <summary>Waits until it has said something so many times.</summary>
    public async Task UntilAsync(string words, int times = 1)
    {
        var clock = Stopwatch.StartNew();
        while (Said.Split(words).Length <= times)
        {
            Assert.True(!_process.HasExited && clock.Elapsed < Longest, $"it never said '{words}' but:\n{Said}");
            await Task.Delay(20);
        }
    }

    public void Kill() => _process.Kill();

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Longest);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
