using System.Diagnostics;
using System.Globalization;
using Gradients.Ledger.Store;
using Npgsql;

namespace Gradients.Store.Tests;

/// <summary>Clusters of their own: these tests start, stop and kill servers.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class when_a_cluster_is_kept : IAsyncLifetime
{
    readonly string _home = Path.Combine(Path.GetTempPath(), $"gk-{Guid.NewGuid():N}"[..13]);
    readonly List<EmbeddedCluster> _clusters = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in _clusters)
            await cluster.StopAtOnceAsync();
        if (Directory.Exists(_home))
            Directory.Delete(_home, recursive: true);
    }

    EmbeddedCluster Cluster(string name)
    {
        var cluster = new EmbeddedCluster(Path.Combine(_home, name));
        _clusters.Add(cluster);
        return cluster;
    }

    [Fact]
    public async Task it_starts_once_whoever_tries_stops_and_starts_again()
    {
        var cluster = Cluster("a");
        Assert.IsType<ClusterStatus.Absent>(cluster.Status());
        await cluster.StopAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Cluster("a").StartAsync())));
        var running = Assert.IsType<ClusterStatus.Running>(cluster.Status());
        await cluster.StartAsync();
        Assert.Equal(running, cluster.Status());
        Assert.Equal("on", await AskAsync(cluster.OwnerConnectionString, "show fsync"));
        Assert.Equal("", await AskAsync(cluster.OwnerConnectionString, "show listen_addresses"));
        Assert.Equal("C.UTF-8 UTF8", await AskAsync(
            cluster.OwnerConnectionString,
            "select datcollate || ' ' || pg_encoding_to_char(encoding) from pg_database where datname = 'gradients'"));

        await cluster.StopAsync();
        Assert.IsType<ClusterStatus.Stopped>(cluster.Status());
        await cluster.StartAsync();
        Assert.Equal("gradients_owner", await AskAsync(cluster.OwnerConnectionString, "select current_user::text"));
    }

    /// <summary>PostgreSQL's programs tell much before they say what went wrong.</summary>
    [Fact]
    public async Task what_went_wrong_is_told_in_one_line()
    {
        var programs = Directory.CreateDirectory(Path.Combine(_home, "programs")).FullName;
        foreach (var name in (string[])["postgres", "initdb", "pg_ctl"])
        {
            await File.WriteAllTextAsync(Path.Combine(programs, name), "echo 'creating directory ... ok'\n"
                + "echo '[42] FATAL:  could not write to file \"x\": No space left on device'\necho bye\nexit 1\n");
            File.SetUnixFileMode(Path.Combine(programs, name), (UnixFileMode)0b111_101_101);
        }

        var refusal = await Assert.ThrowsAsync<StoreException>(
            () => new EmbeddedCluster(Path.Combine(_home, "full"), programs).StartAsync());

        Assert.EndsWith("/full/postgres: [42] FATAL:  could not write to file \"x\": No space left on device.",
            refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task two_homes_run_side_by_side_and_a_long_or_odd_one_has_its_socket_elsewhere()
    {
        var (plain, odd) = (Cluster("a"), Cluster($"it's, \"quoted\" ${new string('x', 80)}"));
        await Task.WhenAll(plain.StartAsync(), odd.StartAsync());
        Assert.NotEqual(plain.SocketFolder, odd.SocketFolder);
        Assert.StartsWith("/tmp/gradients-", odd.SocketFolder, StringComparison.Ordinal);
        foreach (var cluster in new[] { plain, odd })
        {
            Assert.Equal("700", Convert.ToString((int)File.GetUnixFileMode(cluster.SocketFolder), 8));
            await using var owner = NpgsqlDataSource.Create(cluster.OwnerConnectionString);
            await Migrations.Embedded.ApplyAsync(owner, Facts.Noon);
            await using var writer = NpgsqlDataSource.Create(cluster.WriterConnectionString);
            await using var store = new EventStore(writer);
            Assert.Equal(new AppendOutcome.Appended(1, 1), await store.AppendAsync(Facts.Run("a", 1, 1), "k"));
        }

        await odd.StopAsync();
        Directory.Delete(odd.SocketFolder, recursive: true);
    }

    [Fact]
    public async Task a_home_that_root_made_for_itself_is_opened_for_the_server_alone()
    {
        Directory.CreateDirectory(_home);
        var home = Path.Combine(_home, "private");
        Directory.CreateDirectory(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var cluster = Cluster("private");
        await cluster.StartAsync();
        Assert.IsType<ClusterStatus.Running>(cluster.Status());
        const UnixFileMode others = UnixFileMode.OtherExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(home) & others);
    }

    [Fact]
    public async Task a_folder_without_the_programs_is_refused_with_what_to_do()
    {
        var cluster = new EmbeddedCluster(Path.Combine(_home, "a"), binaries: "/usr/lib");
        var refusal = await Assert.ThrowsAsync<StoreException>(() => cluster.StartAsync());
        Assert.Contains("/usr/lib does not hold PostgreSQL's server", refusal.Message, StringComparison.Ordinal);

        // Scripts may start another server, or as another user.
        var wrappers = Directory.CreateDirectory(Path.Combine(_home, "wrappers")).FullName;
        foreach (var program in new[] { "postgres", "initdb", "pg_ctl" })
            await File.WriteAllTextAsync(Path.Combine(wrappers, program), "#!/bin/sh\n");
        Assert.Throws<StoreException>(() => ServerBinaries.Find(wrappers));
        Assert.True(File.Exists(Path.Combine(ServerBinaries.Find(), "initdb")));
    }

    [Fact]
    public async Task killed_in_mid_transaction_it_loses_no_acknowledged_event_and_the_store_goes_on()
    {
        var cluster = Cluster("a");
        await cluster.StartAsync();
        await using var owner = NpgsqlDataSource.Create(cluster.OwnerConnectionString);
        await Migrations.Embedded.ApplyAsync(owner, Facts.Noon);
        await using var writer = NpgsqlDataSource.Create(cluster.WriterConnectionString);
        await using var store = new EventStore(writer);

        var acknowledged = new List<(string Key, AppendOutcome.Appended Answer)>();
        for (var round = 0; round < 3; round++)
        {
            var writing = Enumerable.Range(0, 8).Select(w => Task.Run(async () =>
            {
                for (var i = 1; ; i++)
                {
                    var (stream, key) = ($"s{round}-{w}", $"{round}/{w}/{i}");
                    try
                    {
                        var answer = await store.AppendAsync(Facts.Run(stream, (i * 2) - 1, 2, key), key);
                        lock (acknowledged)
                            acknowledged.Add((key, Assert.IsType<AppendOutcome.Appended>(answer)));
                    }
                    catch (StoreException gone)
                    {
                        Assert.Contains("same key", gone.Message, StringComparison.Ordinal);
                        return;
                    }
                }
            })).ToList();
            await Task.Delay(400);
            Kill(((ClusterStatus.Running)cluster.Status()).ProcessId);
            await Task.WhenAll(writing);
            await cluster.StartAsync();
        }

        var events = new List<StoredEvent>();
        await foreach (var e in store.ReadAsync())
            events.Add(e);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(e => e.Position));
        Assert.NotEmpty(acknowledged);
        foreach (var (key, answer) in acknowledged)
        {
            Assert.Equal(key, events[(int)answer.First - 1].Causation);
            Assert.Equal(key, events[(int)answer.Last - 1].Causation);
        }

        Assert.All(
            await new StoreDoctor(owner).ExamineAsync(), f => Assert.True(f.Health != Health.Fail, f.ToString()));
        Assert.IsType<AppendOutcome.Appended>(await store.AppendAsync(Facts.Run("after", 1, 1), "after", events.Count));
    }

    /// <summary>Ends the server's first process and all its children, as a power failure would.</summary>
    static void Kill(int server)
    {
        var children = File.ReadAllText($"/proc/{server}/task/{server}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture));
        foreach (var id in children.Prepend(server))
        {
            try
            {
                Process.GetProcessById(id).Kill();
            }
            catch (ArgumentException)
            {
                // It noticed that its parent is gone and ended by itself.
            }
        }
    }

    static async Task<object?> AskAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        return await TestDatabase.AskAsync(source, sql);
    }
}
