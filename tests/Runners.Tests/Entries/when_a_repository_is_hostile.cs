using System.Text;
using Gradients.Runners.Entries;

namespace Gradients.Runners.Tests.Entries;

public sealed class when_a_repository_is_hostile : MinersRepository
{
    static byte[] Name(string name) => Encoding.UTF8.GetBytes(name);

    [Fact]
    public async Task a_commit_that_does_not_exist_is_named()
    {
        WriteUsual();
        Commit();
        await RefusedAsync(EntryReasons.CommitNotFound, new string('a', 40), new string('a', 40));
    }

    [Fact]
    public async Task a_tag_a_tree_and_a_blob_are_no_commits()
    {
        WriteUsual();
        Commit();
        Git("tag", "--annotate", "--message=a tag", "v1");
        await RefusedAsync(EntryReasons.NotACommit, "is a tag", Git("rev-parse", "v1"));
        await RefusedAsync(EntryReasons.NotACommit, "is a tree", Git("rev-parse", "HEAD^{tree}"));
        await RefusedAsync(EntryReasons.NotACommit, "is a blob", Git("rev-parse", "HEAD:LICENSE"));
    }

    [Fact]
    public async Task a_link_out_of_the_repository_is_refused()
    {
        WriteUsual();
        File.CreateSymbolicLink(Path.Combine(Work, "passwords"), "/etc/passwd");
        await RefusedAsync(EntryReasons.LinkNotAllowed, "passwords", Commit());
    }

    [Fact]
    public Task a_submodule_is_refused() => RefusedAsync(EntryReasons.SubmoduleNotAllowed, "library", CommitOf(Tree(
        ("100644", Name("LICENSE"), Blob(Licence)), ("160000", Name("library"), new string('1', 40)))));

    [Theory]
    [InlineData("..")]
    [InlineData(".git")]
    [InlineData(".GIT")]
    public async Task a_name_that_leaves_its_folder_is_refused(string name)
    {
        var inner = Tree(("100644", Name("config"), Blob("x")));
        // git's own check of objects finds these; ours stands behind it.
        await RefusedAsync(EntryReasons.ObjectsBroken, null, CommitOf(Tree(("40000", Name(name), inner))));
        var refused = Assert.Throws<EntryRefusedException>(
            () => EntryPath.Check(Name($"a/{name}/config"), EntryLimits.Usual));
        Assert.Equal(EntryReasons.PathNotAllowed, refused.Reason);
    }

    [Fact]
    public async Task names_that_are_no_text_are_refused()
    {
        await RefusedAsync(EntryReasons.PathNotAllowed, "UTF-8", CommitOf(Tree(("100644", [0xff, 0xfe], Blob("x")))));
        await RefusedAsync(EntryReasons.PathNotAllowed, "control", CommitOf(Tree(("100644", Name("a\nb"), Blob("x")))));
    }

    [Fact]
    public async Task long_and_deep_paths_are_refused()
    {
        await RefusedAsync(EntryReasons.PathNotAllowed, "512 bytes",
            CommitOf(Tree(("100644", Name(new string('a', 520)), Blob("x")))));
        await RefusedAsync(EntryReasons.PathNotAllowed, null,
            CommitOf(Tree(("100644", Name(new string('a', 5000)), Blob("x")))));
        var tree = Tree(("100644", Name("file"), Blob("x")));
        for (var depth = 0; depth < 17; depth++)
            tree = Tree(("40000", Name("d"), tree));
        await RefusedAsync(EntryReasons.PathNotAllowed, "16 folders", CommitOf(tree));
    }

    [Fact]
    public async Task a_tree_bomb_is_cut_at_the_cap()
    {
        // Ten folders, each ten times in the one above it: ten thousand million files from eleven objects.
        var tree = Tree(Enumerable.Range(0, 10).Select(i => ("100644", Name($"f{i}"), Blob("boom"))));
        for (var depth = 0; depth < 9; depth++)
            tree = Tree(Enumerable.Range(0, 10).Select(i => ("40000", Name($"d{i}"), tree)));
        await RefusedAsync(EntryReasons.TooManyFiles, "5000", CommitOf(tree));
    }

    [Fact]
    public async Task a_tree_bomb_without_a_single_file_runs_into_the_time_limit()
    {
        var tree = Tree();
        for (var depth = 0; depth < 10; depth++)
            tree = Tree(Enumerable.Range(0, 10).Select(i => ("40000", Name($"d{i}"), tree)));
        Rules = Rules with { Limits = Rules.Limits with { Time = TimeSpan.FromSeconds(2) } };
        await RefusedAsync(EntryReasons.CheckTooSlow, null, CommitOf(tree));
    }

    [Fact]
    public async Task a_blob_of_400_megabytes_is_refused_before_it_is_read()
    {
        WriteUsual();
        using (var file = File.Create(Path.Combine(Work, "zeros.txt")))
            file.SetLength(400L << 20);
        await RefusedAsync(EntryReasons.FileTooLarge, "zeros.txt", Commit());
    }

    [Fact]
    public async Task a_pack_beyond_its_limit_is_cut_while_it_arrives()
    {
        WriteUsual();
        var noise = new byte[3 << 20];
        new Random(1).NextBytes(noise);
        Write("noise.txt", noise);
        Rules = Rules with { Limits = Rules.Limits with { Pack = 1 << 20 } };
        await RefusedAsync(EntryReasons.RepositoryTooLarge, null, Commit());
    }

    [Fact]
    public async Task many_files_below_the_single_limit_add_up()
    {
        WriteUsual();
        for (var i = 0; i < 5; i++)
            Write($"text-{i}.txt", new string((char)('a' + i), 1000));
        Rules = Rules with { Limits = Rules.Limits with { TotalBytes = 4000 } };
        await RefusedAsync(EntryReasons.FilesTooLarge, "4000", Commit());
    }

    [Fact]
    public async Task hooks_and_filters_that_the_repository_brings_do_not_run()
    {
        var trap = Path.Combine(Workspace, "sprung");
        WriteUsual();
        Write(".gitattributes", "* filter=trap diff=trap\n");
        foreach (var hook in new[] { "post-checkout", "reference-transaction", "post-index-change" })
        {
            Write($".githooks/{hook}", $"#!/bin/sh\ntouch {trap}\n");
            Git("update-index", "--add", "--chmod=+x", $".githooks/{hook}");
        }
        await AcceptedAsync(Commit());
        Assert.False(File.Exists(trap));
    }

    /// <summary>And neither the machine's, nor what the environment says.</summary>
    [Fact]
    public async Task git_reads_our_configuration_alone()
    {
        var cancel = TestContext.Current.CancellationToken;
        foreach (var (name, value) in new[] { ("KEY_0", "gradients.trap"), ("VALUE_0", "sprung"), ("COUNT", "1") })
            Environment.SetEnvironmentVariable($"GIT_CONFIG_{name}", value);
        var folder = Directory.CreateDirectory(Path.Combine(Workspace, "ours")).FullName;
        var git = new GitProgram(folder, EntryLimits.Usual, localRepositories: false);
        Assert.Equal(0, (await git.AskAsync(["init", "--quiet", "--bare", git.Repository], cancel)).Said.Exit);
        var (_, list) = await git.AskAsync(["config", "--list", "--show-origin"], cancel);
        var settings = list.Split('\n').Select(line => line.Split('\t')).ToLookup(line => line[0], line => line[1]);
        Assert.Equal([$"file:{folder}/gitconfig", $"file:{git.Repository}/config"],
            settings.Select(file => file.Key).Order(StringComparer.Ordinal));
        var ours = settings[$"file:{folder}/gitconfig"].ToList();
        Assert.All(
            [
                "core.hookspath=/dev/null", "core.fsmonitor=false", "protocol.allow=never", "protocol.file.allow=never",
                "protocol.https.allow=always", "transfer.fsckobjects=true", "credential.helper=", "submodule.recurse=false",
            ], setting => Assert.Contains(setting, ours));
    }
}
