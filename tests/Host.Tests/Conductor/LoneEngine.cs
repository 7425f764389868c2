using System.Diagnostics;
using Gradients.Runners.Engine;
using Gradients.Testing;

namespace Gradients.Host.Tests.Conductor;

/// <summary>
/// One more real engine, in a network and mount namespace of its own: a host that may be killed and come back.
/// </summary>
sealed class LoneEngine : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("lone-").FullName;
    Process? _engine;

    string Socket => Path.Combine(_folder, "engine.sock");

    public string Address => $"unix://{Socket}";

    public static async Task<LoneEngine> StartAsync()
    {
        var lone = new LoneEngine();
        await lone.LaunchAsync();
        using var engine = await lone.ConnectAsync();
        await using var root = File.OpenRead(Path.Combine(
            GoldenFolder.RepositoryRoot, "artifacts", "engine", "base.tar"));
        await engine.Images.ImportAsync(root, "gradients/base", "1", TimeSpan.FromMinutes(2));
        return lone;
    }

    public Task<EngineClient> ConnectAsync() => EngineClient.ConnectAsync(EngineAddress.Parse(Address));

    public async Task LaunchAsync()
    {
        // Left behind by a kill, they keep an engine from starting.
        File.Delete(Path.Combine(_folder, "pid"));
        var left = Path.Combine(_folder, "exec", "containerd", "containerd.pid");
        if (File.Exists(left))
            File.Delete(left);
        File.Delete(Socket);
        var group = Path.GetFileName(_folder);
        _engine = Process.Start(new ProcessStartInfo("unshare",
            ["-m", "-n", "dockerd", "--data-root", Path.Combine(_folder, "data"),
             "--exec-root", Path.Combine(_folder, "exec"), "--pidfile", Path.Combine(_folder, "pid"), "-H", Address,
             "--storage-driver", "overlay2", "--cgroup-parent", $"/{group}", "--live-restore=false", "--iptables=false",
             "--ip6tables=false", "--ip-forward=false", "--bridge=none", "--log-level=error"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _engine.ErrorDataReceived += (_, _) => { };
        _engine.OutputDataReceived += (_, _) => { };
        _engine.BeginErrorReadLine();
        _engine.BeginOutputReadLine();
        for (var tries = 0; ; tries++)
            try
            {
                using var engine = await ConnectAsync();
                return;
            }
            catch (EngineException) when (tries < 200)
            {
                await Task.Delay(100);
            }
    }

    /// <summary>As by SIGKILL: its containers run on.</summary>
    public async Task KillAsync()
    {
        _engine!.Kill();
        await _engine.WaitForExitAsync();
        _engine.Dispose();
    }

    /// <summary>In good order: its containers end before it does. Does not wait for it.</summary>
    public async Task StopAsync()
    {
        using var stop = Process.Start("kill", [$"{_engine!.Id}"]);
        await stop.WaitForExitAsync();
    }

    public Task GoneAsync() => _engine!.WaitForExitAsync();

    public async ValueTask DisposeAsync()
    {
        using (var engine = await ConnectAsync())
            foreach (var container in await engine.Containers.ListAsync([]))
                await engine.Containers.RemoveAsync(container.Id);
        await StopAsync();
        await GoneAsync();
        _engine!.Dispose();
        // Its mounts went with its namespace.
        Directory.Delete(_folder, recursive: true);
    }
}
