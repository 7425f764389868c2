using System.Globalization;
using System.Text.Json;
using Gradients.Runners.Engine;

namespace Gradients.Benchmarks.Runners;

/// <summary>The engine for runs that <c>ops/engine</c> starts, and what can be seen of it from outside.</summary>
sealed class RealEngine
{
    public const string Base = "gradients/base:1";

    readonly string _sockets;

    RealEngine(string sockets) => _sockets = sockets;

    public static RealEngine Up()
    {
        using var script = Programs.Start(Path.Combine(Environment.CurrentDirectory, "ops", "engine"), ["up"]);
        var said = script.StandardOutput.ReadToEnd().Trim();
        script.WaitForExit();
        return script.ExitCode == 0
            ? new(said.Split('\n')[^1]) : throw new InvalidOperationException($"ops/engine up: exit {script.ExitCode}");
    }

    public string Runs => $"unix://{_sockets}/runs.sock";

    public string Builds => $"unix://{_sockets}/builds.sock";

    public Task<EngineClient> ConnectAsync() => EngineClient.ConnectAsync(EngineAddress.Parse(Runs));

    /// <summary>
    /// Tells of every start and end of a container as it happens: the action, the container's name, and when it was by
    /// the engine's clock, in seconds since 1970.
    /// </summary>
    public IDisposable Watch(Action<string, string, double> tell)
    {
        var events = Programs.Start("docker", ["-H", Runs, "events", "--filter", "type=container",
            "--filter", "event=start", "--filter", "event=die", "--format", "{{json .}}"]);
        events.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not { Length: > 0 } json)
                return;
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            tell(root.GetProperty("Action").GetString()!,
                root.GetProperty("Actor").GetProperty("Attributes").GetProperty("name").GetString()!,
                root.GetProperty("timeNano").GetInt64() / 1e9);
        };
        events.BeginOutputReadLine();
        return new Watching(events);
    }

    sealed class Watching(System.Diagnostics.Process events) : IDisposable
    {
        public void Dispose()
        {
            events.Kill();
            events.WaitForExit();
            events.Dispose();
        }
    }

    public static double Now() => (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;

    /// <summary>
    /// Resident megabytes of the engine's own processes: the daemon, its containerd, and what stands between it and each
    /// container. They are known by the engine's folder in their command lines.
    /// </summary>
    public double Megabytes() => Directory.EnumerateDirectories("/proc")
        .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Sum(Megabytes);

    double Megabytes(string process)
    {
        try
        {
            var words = File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0');
            var name = Path.GetFileName(words[0]);
            var isOurs = name == "dockerd" || name.StartsWith("containerd", StringComparison.Ordinal);
            if (!isOurs || !words.Any(word => word.StartsWith($"{_sockets}/runs", StringComparison.Ordinal)))
                return 0;
            var line = File.ReadLines(Path.Combine(process, "status"))
                .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
                CultureInfo.InvariantCulture) / 1024;
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            return 0; // It has ended.
        }
    }
}
