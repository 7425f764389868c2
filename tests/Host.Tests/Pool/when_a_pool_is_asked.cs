using Gradients.Runners.Engine;
using Gradients.Runners.Pool;

namespace Gradients.Host.Tests.Pool;

public sealed class when_a_pool_is_asked(Engines engines)
{
    PoolHost Host => new("here", engines.Address("runs").ToString()!, null, Engines.Base, 1 << 30, 1, 2, []);

    [Fact]
    public async Task a_host_that_answers_and_stands_the_probe_is_ready()
    {
        var state = await HostState.AskAsync(Host, probe: true);
        Assert.True(state.Faults.IsEmpty, string.Join("; ", state.Faults));
        Assert.StartsWith("Docker/", state.Engine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_it_lacks_is_named()
    {
        var state = await HostState.AskAsync(
            Host with { Memory = 1L << 60, Cpus = 10_000, Helper = "gradients/nobody:1" }, probe: true);
        Assert.Equal(3, state.Faults.Length);
        Assert.Contains("bytes of memory", state.Faults[0], StringComparison.Ordinal);
        Assert.Contains("processors", state.Faults[1], StringComparison.Ordinal);
        Assert.Contains("gradients/nobody:1 is not there", state.Faults[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task one_that_does_not_answer_is_no_exception()
    {
        var state = await HostState.AskAsync(Host with { Address = "unix:///nonexistent" }, probe: false);
        Assert.Null(state.Engine);
        Assert.Contains("/nonexistent", Assert.Single(state.Faults), StringComparison.Ordinal);
        var certificates = await HostState.AskAsync(
            Host with { Address = "tcp://127.0.0.1:1", Certificates = "/nonexistent" }, probe: false);
        Assert.Contains("certificates cannot be used", Assert.Single(certificates.Faults), StringComparison.Ordinal);
    }
}
