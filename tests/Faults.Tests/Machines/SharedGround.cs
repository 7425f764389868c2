[assembly: AssemblyFixture(typeof(Gradients.Faults.Tests.Machines.SharedGround))]

namespace Gradients.Faults.Tests.Machines;

/// <summary>One server and its prepared ledgers for all suites that kill no server; made when first needed.</summary>
public sealed class SharedGround : IAsyncDisposable
{
    readonly Lazy<Task<Ground>> _ground = new(Ground.NewAsync);
    readonly Lazy<Task<IReadOnlyList<Scenario>>> _scenarios;

    public SharedGround() => _scenarios = new(async () => await Scenario.AllAsync(await _ground.Value));

    public Task<Ground> GroundAsync() => _ground.Value;

    internal Task<IReadOnlyList<Scenario>> ScenariosAsync() => _scenarios.Value;

    public async ValueTask DisposeAsync()
    {
        if (_ground.IsValueCreated)
            await (await _ground.Value).DisposeAsync();
    }
}
