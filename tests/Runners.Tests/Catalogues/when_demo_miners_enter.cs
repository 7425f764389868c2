using Gradients.Ledger;
using Gradients.Ledger.Hashing;
using Gradients.Runners.Builds;
using Gradients.Runners.Demo;
using Gradients.Runners.Entries;

namespace Gradients.Runners.Tests.Catalogues;

public sealed class when_demo_miners_enter : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("miners-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(TournamentType.Text)]
    [InlineData(TournamentType.Image)]
    public async Task their_repositories_pass_every_check(TournamentType type)
    {
        var cancel = TestContext.Current.CancellationToken;
        var miners = await DemoMiners.MakeAsync(_folder, type, 3, "gradients/base:1", cancel);
        var (seen, rules) = (SeenEntries.None, DemoMiners.Rules(type));
        foreach (var miner in miners)
        {
            Assert.True(Ss58.IsValid(miner.Hotkey.Text) && Ss58.IsValid(miner.Coldkey));
            var verdict = await EntryChecks.CheckAsync(miner.Repository, miner.Commit, rules, _folder, cancel);
            var accepted = Assert.IsType<EntryVerdict.Accepted>(verdict).Entry;
            Assert.Null(seen.FindDuplicate(miner.Hotkey.Text, accepted));
            var dockerfile = accepted.Files.Single(file => file.Path == rules.Dockerfile);
            Assert.Null(DockerfileRules.FindFault(
                System.Text.Encoding.UTF8.GetString(dockerfile.Content), ["gradients/base:1"]));
            seen = seen.With(miner.Hotkey.Text, accepted);
        }
        var again = await DemoMiners.MakeAsync(_folder, type, 3, "gradients/base:1", cancel);
        Assert.Equal(miners.Select(miner => miner.Commit), again.Select(miner => miner.Commit));
    }
}
