using Gradients.Runners.Entries;

namespace Gradients.Runners.Tests.Entries;

public sealed class when_an_entry_repeats_another : MinersRepository
{
    async Task<SeenEntries> AliceAsync()
    {
        WriteUsual();
        return SeenEntries.None.With("alice", await AcceptedAsync(Commit()));
    }

    async Task<EntryVerdict.Refused?> BobAsync(SeenEntries seen) =>
        seen.FindDuplicate("bob", await AcceptedAsync(Commit()));

    [Fact]
    public async Task the_same_commit_is_refused_and_the_first_one_named()
    {
        var seen = await AliceAsync();
        var head = Git("rev-parse", "HEAD");
        Assert.Equal(new(EntryReasons.DuplicateCommit, "alice"), seen.FindDuplicate("bob", await AcceptedAsync(head)));
        Assert.Null(seen.FindDuplicate("alice", await AcceptedAsync(head)));
    }

    [Fact]
    public async Task the_same_files_in_another_commit_are_refused()
    {
        var seen = await AliceAsync();
        Assert.Equal(new(EntryReasons.DuplicateTree, "alice"), await BobAsync(seen));
    }

    [Fact]
    public async Task renamed_and_respaced_sources_are_refused()
    {
        var seen = await AliceAsync();
        File.Delete(Path.Combine(Work, "train.py"));
        Write("my/own/trainer.py", "# all mine\nimport   sys\n\n\n\nprint( sys.argv )\n");
        Write("README.md", "An entirely new idea.\n");
        Assert.Equal(new(EntryReasons.DuplicateSource, "alice"), await BobAsync(seen));
    }

    [Fact]
    public async Task other_sources_are_welcome()
    {
        var seen = await AliceAsync();
        Write("train.py", "import sys\n\nprint(sys.argv, 0.5)\n");
        Assert.Null(await BobAsync(seen));
    }
}
