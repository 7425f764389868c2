using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gradients.Runners.Engine;

/// <summary>How an engine is to build.</summary>
/// <param name="Dockerfile">Its path within the context.</param>
/// <param name="Tag">A name for the image.</param>
/// <param name="Network"><c>none</c>, or the one network that a host allows to builds.</param>
/// <param name="Memory">Bytes, swap included.</param>
/// <param name="CpuQuota">Microseconds of processor in each period of 100,000.</param>
/// <param name="CgroupParent">The control group that builds run under: it limits their processes.</param>
public sealed record BuildSpec(
    string Dockerfile, string Tag, string Network, long Memory, long CpuQuota, string? CgroupParent,
    ImmutableSortedDictionary<string, string> Labels, TimeSpan Deadline)
{
    internal string Query()
    {
        var query = new List<string>
        {
            "version=1", // The classic builder: the other fetches frontends and may reach networks of its own.
            "dockerfile=" + Uri.EscapeDataString(Dockerfile),
            "t=" + Uri.EscapeDataString(Tag),
            "networkmode=" + Uri.EscapeDataString(Network),
            "memory=" + Memory.ToString(CultureInfo.InvariantCulture),
            "memswap=" + Memory.ToString(CultureInfo.InvariantCulture),
            "cpuperiod=100000",
            "cpuquota=" + CpuQuota.ToString(CultureInfo.InvariantCulture),
            "shmsize=67108864",
            "nocache=1", // A layer of another miner's build must never stand in for one of this.
            "pull=0", // What is not on the host is not on the list.
            "rm=1",
            "forcerm=1",
            "labels=" + Uri.EscapeDataString(JsonSerializer.Serialize(Labels)),
        };
        if (CgroupParent is not null)
            query.Add("cgroupparent=" + Uri.EscapeDataString(CgroupParent));
        return string.Join('&', query);
    }
}

/// <summary>One piece of what a build says: a text, an error that ends it, or the image it made.</summary>
public sealed record BuildPiece(
    [property: JsonPropertyName("stream")] string? Text,
    [property: JsonPropertyName("error")] string? Error,
    [property: JsonPropertyName("aux")] BuildPiece.Result? Made)
{
    public sealed record Result([property: JsonPropertyName("ID")] string? Id);
}
