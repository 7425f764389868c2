using Gradients.Ledger.Log;

namespace Gradients.Faults.Tests.Machines;

/// <summary>Two processes do the same at the same time.</summary>
public sealed class when_two_run_at_once(SharedGround shared, ITestOutputHelper output) : IAsyncLifetime
{
    readonly Figures _figures = new();
    Ground _ground = null!;
    IReadOnlyList<Scenario> _scenarios = null!;

    public async ValueTask InitializeAsync()
    {
        _ground = await shared.GroundAsync();
        _scenarios = await shared.ScenariosAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public async Task two_writers_record_every_event_once_even_if_one_is_killed(int killedAt)
    {
        var append = _scenarios[0];
        var (alone, folder) = await append.CopyAsync(_ground);
        (await Program.RunAsync(alone, folder, append.Command(folder))).Ended(0);
        var undisturbed = await Found.InAsync(alone);

        var (ledger, _) = await append.CopyAsync(_ground);
        using var one = Program.Start(ledger, folder, killedAt, 0, append.Command(folder));
        using var other = Program.Start(ledger, folder, 0, 0, append.Command(folder));
        var (first, second) = (await one.EndAsync(), (await other.EndAsync()).Ended(0));
        Assert.Contains(first.Exit, new[] { 0, Program.Killed });
        List<string> acknowledged = [.. Found.Acknowledged(first.Output), .. Found.Acknowledged(second.Output)];
        Assert.Equal(acknowledged.Count, acknowledged.Distinct(StringComparer.Ordinal).Count());
        await (await Found.InAsync(ledger)).MustBeAsync(undisturbed, ledger, acknowledged, _figures);
        output.WriteLine(_figures.ToString());
    }

    [Fact]
    public async Task two_publishers_of_one_folder_leave_it_whole()
    {
        var publish = _scenarios.First(scenario => scenario.Name == "publish");
        var (ledger, folder) = await publish.CopyAsync(_ground);
        var root = (await Found.InAsync(ledger)).Root;
        using (var held = Program.Start(ledger, folder, 0, 3, publish.Command(folder)))
        {
            await held.ReachedAsync();
            var refused = (await Program.RunAsync(ledger, folder, publish.Command(folder))).Ended(2);
            Assert.Contains("another process publishes into this folder", refused.Errors, StringComparison.Ordinal);
            held.Go();
            (await held.EndAsync()).Ended(0);
        }
        Assert.Equal(root, RootOf(folder, "site"));
    }

    [Fact]
    public async Task two_publishers_with_one_key_sign_one_history()
    {
        var publish = _scenarios.First(scenario => scenario.Name == "publish");
        var (ledger, folder) = await publish.CopyAsync(_ground);
        var root = (await Found.InAsync(ledger)).Root;
        using var one = Program.Start(ledger, folder, 0, 0, "publish", folder + "/one", "--key", folder + "/key");
        using var other = Program.Start(ledger, folder, 0, 0, "publish", folder + "/two", "--key", folder + "/key");
        (await one.EndAsync()).Ended(0);
        (await other.EndAsync()).Ended(0);
        Assert.Equal(root, RootOf(folder, "one"));
        Assert.Equal(root, RootOf(folder, "two"));
    }

    static TreeHash RootOf(string folder, string site)
    {
        using var source = LogSource.Open(Path.Combine(folder, site));
        var log = new TiledLog(source, new SignaturePolicy(KeyFile.Read(Path.Combine(folder, "key")).Verifier));
        log.Check();
        return log.Checkpoint.Root;
    }
}
