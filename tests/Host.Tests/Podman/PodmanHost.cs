using Gradients.Host.Tests.Runs;
using Gradients.Runners.Engine;
using Gradients.Runners.Podman;

namespace Gradients.Host.Tests.Podman;

/// <summary>
/// A real Podman beside the engines of Docker, with the base image and that of the hostile miners: neither was made
/// there.
/// </summary>
public sealed class PodmanHost(Engines engines) : HostileImage(engines)
{
    readonly Engines _engines = engines;
    EngineClient? _engine;
    bool _started;

    public override EngineClient Engine => _engine!;

    public EngineAddress Address => _engines.Address("podman");

    public override async ValueTask InitializeAsync()
    {
        _started = (await Engines.ScriptAsync("status", "podman")).Exit != 0;
        var (exit, said) = await Engines.ScriptAsync("podman");
        Assert.True(exit == 0, $"ops/engine podman failed: {said}");
        _engine = await EngineClient.ConnectAsync(Address);
        await using (var image = await _engines.Runs.Images.SaveAsync(Engines.Base))
            await Engine.Images.LoadAsync(image, TimeSpan.FromMinutes(2));
        // As the probe does that a host has to stand first.
        await PodmanFiles.PlaceAsync(Engine, Engines.Base, default);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Engine.Dispose();
        if (_started)
            await Engines.ScriptAsync("down", "podman");
    }
}
