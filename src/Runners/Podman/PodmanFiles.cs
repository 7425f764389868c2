using System.Collections.Immutable;
using Gradients.Runners.Cage;
using Gradients.Runners.Engine;

namespace Gradients.Runners.Podman;

/// <summary>
/// Two small files of ours on a Podman host, beside the disks of runs: Podman takes a seccomp profile by its path on
/// the host alone, and writes the host's own names into a container's <c>/etc/hosts</c>. Each is named by its digest.
/// </summary>
/// <param name="Profile">The path of the seccomp profile on the host.</param>
/// <param name="Hosts">The path of what is <c>/etc/hosts</c> in a container.</param>
sealed record PodmanFiles(string Profile, string Hosts)
{
    internal const string HostsTarget = "/etc/hosts";

    const string HostsText = "127.0.0.1 localhost run\n::1 localhost\n";

    const string PlaceScript = """
        cd /disks
        while [ $# -gt 0 ]; do
            part=$(mktemp -p . .part-XXXXXX)
            printf %s "$2" >"$part"
            chmod 444 "$part"
            mv -f "$part" "$1"
            sha256sum "$1"
            shift 2
        done
        """;

    /// <summary>Not among the names that a list or a sweep of the disks sees.</summary>
    static string Name(string of, string text) => $".{of}-{SeccompProfile.DigestOf(text)["sha256:".Length..]}";

    /// <summary>Those that a container needs: one with a profile of ours, sent as JSON.</summary>
    /// <returns>Null: it takes Podman's own.</returns>
    /// <exception cref="EngineException">Nothing was ever placed there: the host was not probed.</exception>
    internal static async Task<PodmanFiles?> ForAsync(
        ContainerSpec spec, EngineVolumes volumes, CancellationToken cancel)
    {
        if (SeccompProfile.In(spec) is not { } profile)
            return null;
        var folder = (await volumes.InspectAsync(HostHelper.DisksVolume, cancel)).Mountpoint;
        return new($"{folder}/{Name("seccomp", profile)}", $"{folder}/{Name("hosts", HostsText)}");
    }

    /// <summary>Puts them there, and reads them back.</summary>
    internal static async Task PlaceAsync(EngineClient engine, string helper, CancellationToken cancel)
    {
        ImmutableArray<(string Name, string Text)> files =
            [(Name("seccomp", SeccompProfile.Json), SeccompProfile.Json), (Name("hosts", HostsText), HostsText)];
        var placed = await new HostHelper(engine, helper).RunAsync(
            PlaceScript, files.SelectMany(file => new[] { file.Name, file.Text }), cancel);
        var wanted = string.Concat(files.Select(file =>
            $"{SeccompProfile.DigestOf(file.Text)["sha256:".Length..]}  {file.Name}\n"));
        if (placed != wanted)
            throw new EngineException(EngineFault.Unintelligible, 0,
                $"{engine.Address}: the seccomp profile on the host is not what was placed there: {placed.Trim()}");
    }
}
