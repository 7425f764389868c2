using Gradients.Testing;

namespace Gradients.Projections.Tests.Golden;

public sealed class golden_seasons_through_the_ledger(ITestOutputHelper output)
{
    [Fact]
    public void every_expected_member_is_reproduced()
    {
        var files = GoldenFolder.Seasons();
        output.WriteLine($"{files.Length} seasons, {files.Sum(ReplayedSeason.Check)} values compared");
    }
}
