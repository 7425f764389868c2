using System.Collections.Immutable;
using Gradients.Runners.Podman;

namespace Gradients.Runners.Engine;

/// <summary>The engine's calls about volumes.</summary>
public sealed class EngineVolumes
{
    readonly EngineTransport _engine;

    internal EngineVolumes(EngineTransport engine) => _engine = engine;

    public Task<VolumeView> CreateAsync(VolumeSpec spec, CancellationToken cancel = default) =>
        _engine.AskAsync<VolumeView>(HttpMethod.Post, "volumes/create", _engine.IsPodman ? PodmanSpec.Of(spec) : spec,
            _engine.Limits.Call, cancel);

    public Task<VolumeView> InspectAsync(string name, CancellationToken cancel = default) =>
        _engine.AskAsync<VolumeView>(HttpMethod.Get, $"volumes/{Uri.EscapeDataString(name)}", null, _engine.Limits.Call,
            cancel);

    /// <summary>Volumes that carry all of these labels.</summary>
    public async Task<ImmutableArray<VolumeView>> ListAsync(
        IEnumerable<string> labels, CancellationToken cancel = default)
    {
        var found = await _engine.AskAsync<Found>(HttpMethod.Get,
            $"volumes?filters={EngineContainers.Filters(labels)}", null, _engine.Limits.Call, cancel);
        return found.Volumes ?? [];
    }

    /// <summary>Removes it. One that is gone already is no error, one in use is.</summary>
    public async Task RemoveAsync(string name, CancellationToken cancel = default)
    {
        try
        {
            await _engine.TellAsync(HttpMethod.Delete, $"volumes/{Uri.EscapeDataString(name)}", null,
                _engine.Limits.Start, cancel);
        }
        catch (EngineException gone) when (gone.IsMissing)
        {
            // That is what was wanted.
        }
    }

    sealed record Found(ImmutableArray<VolumeView>? Volumes);
}
