using System.Diagnostics;
using System.Globalization;
using Gradients.Api.Database;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store;
using Npgsql;

namespace Gradients.Faults.Tests.Machines;

/// <summary>The database server dies by SIGKILL in the middle of a transaction, under a program that goes on.</summary>
public sealed class when_postgresql_is_killed(ITestOutputHelper output) : IAsyncLifetime
{
    readonly Figures _figures = new();
    Ground _ground = null!;

    public async ValueTask InitializeAsync() => _ground = await Ground.NewAsync();

    public ValueTask DisposeAsync() => _ground.DisposeAsync();

    [Fact]
    public async Task no_acknowledged_event_is_lost_and_none_is_doubled()
    {
        var append = (await Scenario.AllAsync(_ground))[0];
        var (ledger, folder) = await append.CopyAsync(_ground);
        var steps = await Program.StepsAsync(ledger, folder, append.Command(folder));
        var undisturbed = await Found.InAsync(ledger);
        foreach (var step in steps.Distinct().Select(name => Array.IndexOf(steps, name) + 1))
        {
            await TryAsync(append, undisturbed, step, KillBackendAsync);
            await TryAsync(append, undisturbed, step, KillServerAsync);
        }
        output.WriteLine(_figures.ToString());
    }

    async Task TryAsync(Scenario append, Found undisturbed, int step, Func<string, Task> kill)
    {
        var (ledger, folder) = await append.CopyAsync(_ground);
        using var program = Program.Start(ledger, folder, 0, step, append.Command(folder));
        await program.ReachedAsync();
        await kill(ledger);
        program.Go();
        var ran = await program.EndAsync();
        Assert.True(ran.Exit is 0 or 2, $"step {step}: {ran.Exit} {ran.Errors}");
        await _ground.Cluster.StartAsync();
        (await Program.RunAsync(ledger, folder, append.Command(folder))).Ended(0);
        await (await Found.InAsync(ledger)).MustBeAsync(
            undisturbed, ledger, Found.Acknowledged(ran.Output), _figures);
        await _ground.DropAsync(ledger);
    }

    /// <summary>The process that serves this ledger; the server then ends all others and recovers by itself.</summary>
    async Task KillBackendAsync(string ledger)
    {
        var name = new NpgsqlConnectionStringBuilder(ledger).Database;
        int backend;
        await using (var owner = NpgsqlDataSource.Create(_ground.Cluster.OwnerConnectionString))
        {
            await using var command = owner.CreateCommand(
                $"select pid from pg_stat_activity where datname = '{name}' and backend_type = 'client backend'");
            backend = Convert.ToInt32(await command.ExecuteScalarAsync() ?? 0, CultureInfo.InvariantCulture);
        }
        if (backend > 0) // Between two connections there is none.
            Kill(backend);
        await ReadyAsync();
    }

    async Task KillServerAsync(string ledger)
    {
        Kill(((ClusterStatus.Running)_ground.Cluster.Status()).ProcessId);
        await _ground.Cluster.StartAsync();
        await ReadyAsync();
    }

    static void Kill(int process)
    {
        using var victim = Process.GetProcessById(process);
        victim.Kill();
    }

    async Task ReadyAsync()
    {
        for (var tries = 0; ; tries++)
            try
            {
                await Task.Delay(100);
                await _ground.OwnerAsync("gradients", "select 1");
                return;
            }
            catch (NpgsqlException) when (tries < 300)
            {
                await _ground.Cluster.StartAsync();
            }
    }

    [Fact]
    public async Task tables_that_it_forgot_are_made_anew()
    {
        // Nothing of the tables' commits is on disk until somebody waits for an append: the crash forgets them.
        await _ground.OwnerAsync("gradients", "alter system set wal_writer_delay = 10000");
        await _ground.OwnerAsync("gradients", "select pg_reload_conf()");
        var ledger = await _ground.LedgerAsync();
        var lines = await File.ReadAllLinesAsync(Season.Earlier(_ground.Folder()));
        await using var open = await OpenLedger.AsWriterAsync(ledger, default);
        var current = await CurrentTables.OpenAsync(open, default);
        await RecordAsync(current, lines.Take(100));
        await current.CatchUpAsync(default);
        var before = current.State.Bookmark("bracket");
        await KillBackendAsync(ledger);
        var after = (await new ProjectionTables(open.Source).StateAsync()).Bookmark("bracket");
        output.WriteLine($"the bookmark went from {before} to {after}");
        Assert.True(after < before, "the server forgot nothing: the fault did not happen");

        await RecordAsync(current, lines.Skip(100));
        await current.CatchUpAsync(default);
        Assert.Equal(current.Ledger.State.Head, current.State.Bookmark("bracket"));
        var tables = await Found.TablesAsync(open.Source);
        Assert.Equal(await Found.RebuiltAsync(ledger), tables);
    }

    static async Task RecordAsync(CurrentTables current, IEnumerable<string> lines)
    {
        var names = new Interner();
        foreach (var line in lines)
            Assert.IsType<Answer.Accepted>(await current.Ledger.HandleAsync(
                CommandLine.Read(System.Text.Encoding.UTF8.GetBytes(line), names)));
    }
}
