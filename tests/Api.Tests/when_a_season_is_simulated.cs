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

    [Fact]
    public void it_can_be_replayed()
    {
        var season = Running.Gradients(Seven).Ended(0).Output;

        var replay = Running.Gradients(Encoding.UTF8.GetBytes(season), "season", "replay", "-", "--json").Ended(0).Json;

        Assert.Equal(3, replay.GetProperty("tournaments").GetArrayLength());
    }
}
