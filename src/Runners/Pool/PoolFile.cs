using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gradients.Runners.Engine;

namespace Gradients.Runners.Pool;

/// <summary>One host of a pool, as its operator describes it. Sizes are bytes.</summary>
/// <param name="Address">Of its engine: <c>unix:///path</c>, or <c>tcp://host:port</c> with certificates.</param>
/// <param name="Certificates">Folder with <c>ca.pem</c>, <c>cert.pem</c> and <c>key.pem</c>.</param>
/// <param name="Helper">Our own image on that host.</param>
/// <param name="Memory">What runs may use together.</param>
/// <param name="Cpus">Processors that runs may use together.</param>
/// <param name="Runs">How many runs at the same time.</param>
/// <param name="CpuSets">The processors of each of them, <c>0-3,8</c>; none: any.</param>
public sealed record PoolHost(
    string Name, string Address, string? Certificates, string Helper, long Memory, double Cpus, int Runs,
    ImmutableArray<PoolGpu> Gpus, bool DisksInMemory = false, string? Runtime = null,
    ImmutableArray<string> CpuSets = default)
{
    /// <summary>The processors that a place for a run is bound to; empty for any.</summary>
    public string CpuSetOf(int slot) => CpuSets.IsDefaultOrEmpty ? "" : CpuSets[slot % CpuSets.Length];

    public EngineAddress Engine => EngineAddress.Parse(Address, Certificates);
}

/// <param name="Id">As the GPU's driver names it.</param>
/// <param name="Kind">For example <c>H100</c>.</param>
public sealed record PoolGpu(string Id, string Kind, long Memory);

/// <summary>The file that names a pool's hosts; see docs/hosts.md.</summary>
public static partial class PoolFile
{
    /// <summary>What a host lacks is said with its name.</summary>
    static readonly JsonSerializerOptions Lenient = new(StrictJson.Options)
    {
        RespectRequiredConstructorParameters = false,
    };

    /// <returns>The hosts in ordinal order of their names.</returns>
    /// <exception cref="FormatException">It is no pool; the message names the member or the host.</exception>
    public static ImmutableArray<PoolHost> Read(ReadOnlySpan<byte> json)
    {
        var content = StrictJson.Read<Content>(json, Lenient);
        if (content.Hosts.IsDefaultOrEmpty)
            throw new FormatException("it names no hosts");
        var hosts = content.Hosts.Select(Checked).OrderBy(host => host.Name, StringComparer.Ordinal).ToImmutableArray();
        for (var i = 1; i < hosts.Length; i++)
            if (hosts[i].Name == hosts[i - 1].Name)
                throw new FormatException($"two hosts are called '{hosts[i].Name}'");
        return hosts;
    }

    static PoolHost Checked(PoolHost host)
    {
        if (string.IsNullOrWhiteSpace(host.Name) || host.Name.Any(char.IsControl))
            throw new FormatException("every host has a name");
        if (string.IsNullOrEmpty(host.Address) || string.IsNullOrEmpty(host.Helper))
            throw new FormatException($"host '{host.Name}' needs an address and a helper image");
        if (host.Memory <= 0 || host.Runs <= 0 || !(host.Cpus > 0 && double.IsFinite(host.Cpus)))
            throw new FormatException($"host '{host.Name}' needs positive memory, cpus and runs");
        var gpus = host.Gpus.IsDefault ? [] : host.Gpus;
        if (gpus.Select(gpu => gpu.Id).Distinct(StringComparer.Ordinal).Count() != gpus.Length)
            throw new FormatException($"host '{host.Name}' names a GPU twice");
        if (!host.CpuSets.IsDefaultOrEmpty && host.CpuSets.Length != host.Runs)
            throw new FormatException($"host '{host.Name}' needs as many cpuSets as runs, or none");
        if (!host.CpuSets.IsDefaultOrEmpty && !host.CpuSets.All(set => CpuSet().IsMatch(set)))
            throw new FormatException($"host '{host.Name}': each of cpuSets names processors, for example 0-3,8");
        _ = host.Engine; // Its address and certificates are in order.
        return host with { Gpus = gpus };
    }

    [GeneratedRegex("^[0-9]{1,4}(-[0-9]{1,4})?(,[0-9]{1,4}(-[0-9]{1,4})?)*$", RegexOptions.CultureInvariant)]
    private static partial Regex CpuSet();

    sealed record Content(ImmutableArray<PoolHost> Hosts);
}
