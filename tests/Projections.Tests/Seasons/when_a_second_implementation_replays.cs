using Gradients.Projections.Tests.Golden;
using Gradients.Testing;

namespace Gradients.Projections.Tests.Seasons;

/// <summary>
/// Python programs that know the description of rulebook 2025.12 and nothing of this code: they agree with the golden
/// seasons, and this code agrees with them on seasons that they invent. The usual run always invents the same ones;
/// GRADIENTS_FUZZ_SEED names others.
/// </summary>
public sealed class when_a_second_implementation_replays(ITestOutputHelper output)
{
    const string UsualSeed = "20251212";
    const int Seasons = 150;

    [Fact]
    public void it_gives_what_the_golden_seasons_expect() =>
        Python("season_2025_12.py", GoldenFolder.Seasons());

    [Fact]
    public void both_give_the_same_for_seasons_full_of_edges()
    {
        var seed = Environment.GetEnvironmentVariable("GRADIENTS_FUZZ_SEED") ?? UsualSeed;
        output.WriteLine($"GRADIENTS_FUZZ_SEED={seed}");
        var folder = Directory.CreateTempSubdirectory("gradients-seasons-");
        try
        {
            Python("invent_seasons.py", seed, $"{Seasons}", folder.FullName);
            var files = Directory.GetFiles(folder.FullName, "season_*.json").Order(StringComparer.Ordinal).ToArray();
            Assert.Equal(Seasons, files.Length);
            output.WriteLine($"{Seasons} seasons, {files.Sum(ReplayedSeason.Check)} values compared");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static void Python(string program, params string[] arguments) => IndependentTools.Run(
        IndependentTools.Python, [Path.Combine(IndependentTools.Folder, "rules", program), .. arguments]);
}
