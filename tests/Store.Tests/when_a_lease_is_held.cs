using Gradients.Ledger;
using Gradients.Ledger.Store;
using Gradients.Ledger.Store.Conducting;

namespace Gradients.Store.Tests;

public sealed class when_a_lease_is_held(PrivateCluster cluster)
{
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    static readonly RunKey Run = new("spring", "task", new("alice"), 1);

    static RunLease Lease(string lease) => new(Run, lease, "alpha", 0, ["gpu-0"], 1 << 30, 1.5, "sha256:image", null);

    static Task<Fence?> TakeAsync(TestDatabase database, string holder, TimeSpan time) =>
        new Leases(database.Writer).TryTakeAsync(Leases.Conductor, holder, time);

    [Fact]
    public async Task nobody_else_gets_it_before_it_expires()
    {
        await using var database = await cluster.LedgerAsync();
        var first = await TakeAsync(database, "first", Hour);
        Assert.NotNull(first);
        Assert.Null(await TakeAsync(database, "second", Hour));
        Assert.True(await new Leases(database.Writer).RenewAsync(first, Hour));
        var seen = await new Leases(database.Reader).FindAsync(Leases.Conductor);
        Assert.Equal(("first", true), (seen!.Holder, seen.IsLive));
    }

    [Fact]
    public async Task of_many_who_try_at_once_one_gets_it()
    {
        await using var database = await cluster.LedgerAsync();
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => TakeAsync(database, $"node {i}", Hour)));
        Assert.Single(taken, fence => fence is not null);
    }

    [Fact]
    public async Task one_that_is_given_back_is_taken_at_once()
    {
        await using var database = await cluster.LedgerAsync();
        var first = await TakeAsync(database, "first", Hour);
        await new Leases(database.Writer).ReleaseAsync(first!);
        var second = await TakeAsync(database, "second", Hour);
        Assert.Equal(first!.Token + 1, second!.Token);
        Assert.False(await new Leases(database.Writer).RenewAsync(first, Hour));
    }

    [Fact]
    public async Task whoever_was_overtaken_appends_nothing()
    {
        await using var database = await cluster.LedgerAsync();
        var first = await TakeAsync(database, "first", TimeSpan.Zero);
        await using var stale = new EventStore(database.Writer, first);
        await stale.AppendAsync(Facts.Run("tournament/a", 1, 2), "before");
        var second = await TakeAsync(database, "second", Hour);
        var lost = await Assert.ThrowsAsync<StoreException>(() => stale.AppendAsync(Facts.Run("tournament/b", 1, 1), "after"));
        Assert.True(Leases.IsLost(lost));
        Assert.Equal(2, await database.Store.HeadAsync());

        await using var current = new EventStore(database.Writer, second);
        await current.AppendAsync(Facts.Run("tournament/b", 1, 1), "after");
        Assert.Equal(3, await database.Store.HeadAsync());
    }

    [Fact]
    public async Task whoever_was_overtaken_changes_no_rows()
    {
        await using var database = await cluster.LedgerAsync();
        var first = await TakeAsync(database, "first", TimeSpan.Zero);
        var rows = new ConductorRows(database.Writer, first!);
        await rows.PlaceAsync(Lease("one"));
        var current = new ConductorRows(database.Writer, (await TakeAsync(database, "second", Hour))!);
        Assert.True(Leases.IsLost(await Record.ExceptionAsync(() => rows.EndAsync("one"))));
        Assert.True(Leases.IsLost(await Record.ExceptionAsync(() => rows.PlaceAsync(Lease("two")))));
        Assert.Equal("one", Assert.Single(await current.LeasesAsync()).Lease);
    }

    [Fact]
    public async Task a_run_keeps_its_first_deadline_and_a_new_lease_has_none()
    {
        await using var database = await cluster.LedgerAsync();
        var rows = new ConductorRows(database.Writer, (await TakeAsync(database, "first", Hour))!);
        await rows.PlaceAsync(Lease("one"));
        var left = await rows.StartAsync("one", Hour);
        Assert.InRange(left!.Value, TimeSpan.FromMinutes(59), Hour);
        Assert.InRange((await rows.StartAsync("one", 5 * Hour))!.Value, TimeSpan.FromMinutes(50), Hour);
        var kept = Assert.Single(await rows.LeasesAsync());
        Assert.Equal(Run, kept.Run);
        Assert.Equal(["gpu-0"], kept.Gpus);
        Assert.NotNull(kept.Deadline);
        await rows.PlaceAsync(Lease("two"));
        Assert.Null(Assert.Single(await rows.LeasesAsync()).Deadline);
        Assert.Null(await rows.StartAsync("one", Hour));
        await rows.EndAsync("two");
        Assert.Empty(await rows.LeasesAsync());
    }

    [Fact]
    public async Task seeds_come_from_one_key_that_readers_do_not_see()
    {
        await using var database = await cluster.LedgerAsync();
        var rows = new ConductorRows(database.Writer, (await TakeAsync(database, "first", Hour))!);
        Assert.Equal([1, 2], await rows.SeedKeyAsync([1, 2]));
        Assert.Equal([1, 2], await rows.SeedKeyAsync([3, 4]));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => TestDatabase.AskAsync(database.Reader, "select key from ledger_conductor_keys"));
    }

    [Fact]
    public async Task checks_files_and_holds_are_kept_once()
    {
        await using var database = await cluster.LedgerAsync();
        var rows = new ConductorRows(database.Writer, (await TakeAsync(database, "first", Hour))!);
        var entry = new CheckedSubmission("spring", new("alice"), 4, "c", "t", "s", "sha256:i");
        await rows.CheckedAsync(entry);
        await rows.CheckedAsync(entry);
        Assert.Equal([entry], await rows.ChecksAsync());
        await rows.AttachAsync(Run, "log", "ab");
        await rows.AttachAsync(Run, "log", "ab");
        var holds = new Holds(database.Writer);
        Assert.True(await holds.HoldAsync("spring", null, "appeal"));
        Assert.False(await holds.HoldAsync("spring", null, "appeal"));
        Assert.True(await holds.HoldAsync("spring", "task", "dataset"));
        Assert.Equal([new("spring", null, "appeal"), new("spring", "task", "dataset")], await holds.ListAsync());
        Assert.True(await holds.ReleaseAsync("spring", null));
        Assert.False(await holds.ReleaseAsync("spring", null));
    }
}
