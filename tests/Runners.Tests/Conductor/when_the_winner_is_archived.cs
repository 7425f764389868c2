using System.Collections.Immutable;
using Gradients.Ledger;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store;
using Gradients.Ledger.Store.Conducting;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Builds;
using Gradients.Runners.Conductor;
using Gradients.Runners.Conductor.Crew;
using Gradients.Runners.Engine;
using Gradients.Runners.Tests.Entries;
using Npgsql;

namespace Gradients.Runners.Tests.Conductor;

/// <summary>Real repositories on this disk, a real database for the attachments; what is recorded is caught.</summary>
public sealed class when_the_winner_is_archived(ArchivingDatabase database)
    : MinersRepository, IClassFixture<ArchivingDatabase>
{
    static readonly Hotkey Winner = new("winner"), Second = new("second");

    readonly List<CommandLine> _recorded = [];

    string Remote => Path.Combine(Workspace, "remote.git");

    Task KeepAsync(Job.Archive job, string? remote = null)
    {
        var place = new Workplace(Path.Combine(Workspace, "place"), EngineAddress.Parse("unix:///nowhere"),
            BuildSettings.Of("none:1"), _ => Rules, ImmutableSortedDictionary<TaskType, string>.Empty,
            new AttachmentStore(database.Source));
        return new Archivist(place, remote).KeepAsync(job, new(lines =>
        {
            _recorded.AddRange(lines);
            return Task.FromResult(ImmutableArray<Answer>.Empty);
        }, new ConductorRows(database.Source, new(Leases.Conductor, 1)), CancellationToken.None), default);
    }

    Job.Archive Won(string first, Code? second) => new(
        "tournament/spring", TournamentType.Text, new(Winner, Address, first, 1), second);

    WinnerArchived Recorded()
    {
        var line = Assert.Single(_recorded);
        Assert.Equal("tournament/spring", line.Stream);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(Workspace, "place", "fetches")));
        return Assert.IsType<WinnerArchived>(Assert.IsType<Report>(line.Command).Fact);
    }

    async Task<string> CloneAsync(WinnerArchived archived, string branch)
    {
        var bundle = Path.Combine(Workspace, "kept.bundle");
        await using (var file = File.Create(bundle))
        {
            await using var kept = await new AttachmentStore(database.Source).OpenAsync(
                archived.Digest!["sha256:".Length..]);
            await kept!.CopyToAsync(file);
        }
        return Git("ls-remote", "--heads", bundle, branch).Split('\t')[0];
    }

    [Fact]
    public async Task both_places_are_kept_and_the_event_names_the_bundle()
    {
        WriteUsual();
        var older = Commit();
        Write("train.py", "print('better')\n");
        var newer = Commit();
        await KeepAsync(Won(newer, new(Second, Address, older, 2)));
        var archived = Recorded();
        Assert.Equal((Winner, Address, newer), (archived.Hotkey, archived.Repository, archived.Commit));
        Assert.Equal(newer, await CloneAsync(archived, "first"));
        Assert.Equal(older, await CloneAsync(archived, "second"));
    }

    [Fact]
    public async Task a_runner_up_whose_code_is_gone_keeps_nobodys_from_being_kept()
    {
        WriteUsual();
        var commit = Commit();
        await KeepAsync(Won(commit, new(Second, Address + "-gone", new string('a', 40), 2)));
        Assert.Equal(commit, await CloneAsync(Recorded(), "first"));
        Assert.Empty(await CloneAsync(Recorded(), "second"));
    }

    [Fact]
    public async Task while_the_winners_code_cannot_be_reached_nothing_is_recorded()
    {
        WriteUsual();
        Commit();
        await Assert.ThrowsAsync<IOException>(() => KeepAsync(Won(new string('a', 40), null)));
        Assert.Empty(_recorded);
    }

    [Fact]
    public async Task a_remote_gets_the_branches_too()
    {
        WriteUsual();
        var commit = Commit();
        Git("init", "--quiet", "--bare", Remote);
        await KeepAsync(Won(commit, null), Remote);
        Assert.NotNull(Recorded().Digest);
        Assert.Equal(commit, Git("--git-dir", Remote, "rev-parse", "refs/heads/spring/first"));
    }

    [Fact]
    public async Task a_remote_that_does_not_take_them_is_named_and_the_code_is_kept()
    {
        WriteUsual();
        var refused = await Assert.ThrowsAsync<IOException>(() => KeepAsync(Won(Commit(), null), Remote));
        Assert.Contains($"is kept, but {Remote} did not take it", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(Recorded().Digest);
    }
}

/// <summary>A database for attachments.</summary>
public sealed class ArchivingDatabase : IAsyncLifetime
{
    readonly string _home = Path.Combine(Path.GetTempPath(), $"ra-{Guid.NewGuid():N}"[..13]);

    EmbeddedCluster _cluster = null!;

    public NpgsqlDataSource Source { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = new EmbeddedCluster(_home);
        await _cluster.StartAsync();
        await using (var owner = NpgsqlDataSource.Create(_cluster.OwnerConnectionString))
            await Migrations.Embedded.ApplyAsync(owner, DateTimeOffset.UtcNow);
        Source = NpgsqlDataSource.Create(_cluster.WriterConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await _cluster.StopAtOnceAsync();
        Directory.Delete(_home, recursive: true);
    }
}
