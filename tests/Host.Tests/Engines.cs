using System.Diagnostics;
using Gradients.Host.Tests;
using Gradients.Runners.Engine;
using Gradients.Testing;

// One after the other: they share a host, and some of them fill it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Engines))]

namespace Gradients.Host.Tests;

/// <summary>
/// Two real engines, one for runs and one for builds, each with the base image. <c>ops/engine</c> starts them; those
/// that were running before are left running.
/// </summary>
public sealed class Engines : IAsyncLifetime
{
    public const string Base = "gradients/base:1";

    bool _started;

    public string Sockets { get; private set; } = "";

    public EngineClient Runs { get; private set; } = null!;

    public EngineClient Builds { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var before = await ScriptAsync("status");
        _started = before.Exit != 0;
        var (exit, said) = await ScriptAsync("up");
        Assert.True(exit == 0, $"ops/engine up failed: {said}");
        Sockets = said.Trim().Split('\n')[^1];
        Runs = await EngineClient.ConnectAsync(Address("runs"));
        Builds = await EngineClient.ConnectAsync(Address("builds"));
    }

    public EngineAddress Address(string engine) => EngineAddress.Parse($"unix://{Sockets}/{engine}.sock");

    public async ValueTask DisposeAsync()
    {
        Runs.Dispose();
        Builds.Dispose();
        if (_started)
            await ScriptAsync("down");
    }

    internal static async Task<(int Exit, string Output)> ScriptAsync(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(GoldenFolder.RepositoryRoot, "ops",
            "engine"), words)
        {
            RedirectStandardOutput = true,
        })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }
}
