using System.Collections.Immutable;
using Gradients.Runners.Archives;
using Gradients.Runners.Tests.Entries;

namespace Gradients.Runners.Tests.Archives;

public sealed class when_winners_code_is_kept : MinersRepository
{
    string Bundle => Path.Combine(Workspace, "code.bundle");

    Task<ArchiveOutcome> KeepAsync(string? remote, params ImmutableArray<PlacedCode> places) => WinnersCode.KeepAsync(
        "spring", places, Rules, Workspace, Bundle, remote, TestContext.Current.CancellationToken);

    [Fact]
    public async Task both_places_can_be_cloned_from_one_bundle_at_their_commits()
    {
        WriteUsual();
        var older = Commit();
        Write("train.py", "print('better')\n");
        var newer = Commit();
        var kept = await KeepAsync(null, new("first", Address, newer), new("second", Address, older));
        Assert.Equal(new ArchiveOutcome.Bundled(Bundle, null), kept);
        Git("clone", "--quiet", "--branch", "first", Bundle, Path.Combine(Workspace, "clone"));
        var clone = Path.Combine(Workspace, "clone");
        Assert.Equal(newer, Git("-C", clone, "rev-parse", "HEAD"));
        Assert.Equal(older, Git("-C", clone, "rev-parse", "origin/second"));
        Assert.Equal("print('better')\n", File.ReadAllText(Path.Combine(clone, "train.py")));
        Assert.Empty(Directory.GetDirectories(Workspace, "archive-*"));
    }

    [Fact]
    public async Task a_remote_gets_a_branch_for_each_place()
    {
        WriteUsual();
        var commit = Commit();
        var remote = Path.Combine(Workspace, "remote.git");
        Git("init", "--quiet", "--bare", remote);
        var kept = await KeepAsync(remote, new PlacedCode("first", Address, commit));
        Assert.Equal(new ArchiveOutcome.Bundled(Bundle, null), kept);
        Assert.Equal(commit, Git("--git-dir", remote, "rev-parse", "refs/heads/spring/first"));
    }

    [Fact]
    public async Task a_remote_that_is_not_there_costs_no_bundle()
    {
        WriteUsual();
        var kept = await KeepAsync(Path.Combine(Workspace, "nowhere"), new PlacedCode("first", Address, Commit()));
        Assert.NotNull(Assert.IsType<ArchiveOutcome.Bundled>(kept).Pushed);
        Assert.True(File.Exists(Bundle));
    }

    [Fact]
    public async Task a_commit_that_is_gone_is_no_archive()
    {
        WriteUsual();
        Commit();
        var kept = await KeepAsync(null, new PlacedCode("first", Address, new string('a', 40)));
        Assert.StartsWith("first: ", Assert.IsType<ArchiveOutcome.Unreachable>(kept).Detail, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Workspace, "archive-*"));
    }
}
