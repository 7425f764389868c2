using System.Collections.Immutable;
using System.Text;
using Gradients.Runners.Engine;

namespace Gradients.Runners.Cage;

/// <summary>
/// Small scripts on an engine's host, run as root in a container of our own image: what must be done on the host (disk
/// files, loop devices) is done there and nowhere else, also where the engine is on another machine.
/// </summary>
sealed class HostHelper(EngineClient engine, string image)
{
    internal const string HelperLabel = "gradients.helper";

    /// <summary>The volume that holds the disk files of all runs of the host.</summary>
    internal const string DisksVolume = "gradients-disks";

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs a script with arguments and returns what it printed.</summary>
    /// <exception cref="EngineException">It failed: the host is out of disk or of loop devices.</exception>
    internal Task<string> RunAsync(string script, IEnumerable<string> arguments, CancellationToken cancel) =>
        RunAsync(Spec(script, arguments), cancel);

    /// <summary>Runs a container to its end and returns what it printed.</summary>
    internal async Task<string> RunAsync(ContainerSpec spec, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        var id = await engine.Containers.CreateAsync($"gradients-helper-{Guid.NewGuid():N}", spec, cancel);
        try
        {
            using var log = await engine.Containers.AttachAsync(id, cancel);
            var end = await engine.Containers.WaitAsync(id, next: true, limit.Token);
            await engine.Containers.StartAsync(id, cancel);
            var said = await ReadAsync(log, limit.Token);
            var exit = (await end).StatusCode;
            return exit == 0 ? said : throw new EngineException(EngineFault.Unintelligible, 0,
                $"{engine.Address}: a helper on the host ended with {exit}: {said.Trim()}");
        }
        finally
        {
            await engine.Containers.RemoveAsync(id, CancellationToken.None);
        }
    }

    ContainerSpec Spec(string script, IEnumerable<string> arguments) => new()
    {
        Image = image,
        Entrypoint = ["/bin/sh", "-euc", script, "helper"],
        Cmd = [.. arguments],
        User = "0:0",
        Labels = ImmutableSortedDictionary<string, string>.Empty.Add(HelperLabel, "1"),
        HostConfig = new()
        {
            NetworkMode = "none",
            ReadonlyRootfs = true,
            // Loop devices are made in the host's /dev: that, and no other device.
            CapDrop = ["ALL"],
            CapAdd = ["SYS_ADMIN", "DAC_OVERRIDE", "CHOWN", "FOWNER"],
            DeviceCgroupRules = ["b 7:* rwm", "c 10:237 rwm"],
            Mounts =
            [
                new("bind", "/dev", "/dev", ReadOnly: false),
                new("volume", DisksVolume, "/disks", ReadOnly: false),
            ],
        },
    };

    static async Task<string> ReadAsync(LogFrames log, CancellationToken cancel)
    {
        var said = new StringBuilder();
        var buffer = new byte[16 << 10];
        while (await log.ReadAsync(buffer, cancel) is > 0 and var read)
            said.Append(Encoding.UTF8.GetString(buffer.AsSpan(0, read)));
        return said.ToString();
    }
}
