using System.Text;

namespace Gradients.Api.Tests;

public sealed class when_a_season_is_simulated
{
    static readonly string[] Seven = ["season", "simulate", "--seed", "7", "--tournaments", "3"];

    [Fact]
    public void the_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        var first = Running.Gradients(Seven).Ended(0).Output;

        Assert.Equal(first, Running.Gradients(Seven).Ended(0).Output);
        Assert.NotEqual(
            first, Running.Gradients("season", "simulate", "--seed", "8", "--tournaments", "3").Ended(0).Output);
    }

    /// <summary>With this seed one tournament in life comes to nothing, which no season file can tell.</summary>
    [Fact]
    public void the_file_holds_as_many_tournaments_as_were_asked_for()
    {
        var season = Running.Gradients("season", "simulate", "--seed", "4", "--tournaments", "6").Ended(0).Json;

        Assert.Equal(6, season.GetProperty("tournaments").GetArrayLength());
    }

    [Theory]
    [InlineData("--seed=-3")]
    [InlineData("--seed", "-3")]
    public void any_number_is_a_seed(params string[] seed) =>
        Running.Gradients(["season", "simulate", .. seed, "--tournaments", "1"]).Ended(0);

    [Fact]
    public void a_file_that_cannot_be_written_is_named_as_it_was_given()
    {
        var file = Path.Combine(Path.GetTempPath(), "gradients-no-such-folder", "season.json");

        var ran = Running.Gradients("season", "simulate", "--tournaments", "1", "--out", file).Ended(2);

        Assert.StartsWith($"gradients: {file} cannot be written: ", ran.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(".partial", ran.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void it_can_be_replayed()
    {
        var season = Running.Gradients(Seven).Ended(0).Output;

        var replay = Running.Gradients(Encoding.UTF8.GetBytes(season), "season", "replay", "-", "--json").Ended(0).Json;

        Assert.Equal(3, replay.GetProperty("tournaments").GetArrayLength());
    }
}
