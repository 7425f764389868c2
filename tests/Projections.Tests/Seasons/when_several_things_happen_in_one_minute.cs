using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;
using Gradients.Projections.Seasons;

namespace Gradients.Projections.Tests.Seasons;

/// <summary>A season tells whole minutes; what a weight setting counts as running tells the order within one.</summary>
public sealed class when_several_things_happen_in_one_minute
{
    const long Minute = 60_000_000;
    const int Text = 0, Image = 1;

    static readonly Hotkey Ada = new("ada"), Bob = new("bob");

    [Fact]
    public void weights_set_between_two_completions_know_only_the_first()
    {
        var settings = Settings(
            image => image with { CompletedAt = 40 * Minute },
            At(40, (Image, 2)), At(40));

        Assert.NotNull(settings[0].Text);
        Assert.Null(settings[0].Image);
        Assert.Equal([Bob], settings[0].Inputs.Participants);
        Assert.NotNull(settings[1].Image);
    }

    [Fact]
    public void the_file_may_tell_the_completion_of_the_later_tournament_first()
    {
        var settings = Settings(
            image => image with { CompletedAt = 40 * Minute },
            At(40, (Text, 2)), At(40));

        Assert.Null(settings[0].Text);
        Assert.NotNull(settings[0].Image);
        Assert.NotNull(settings[1].Text);
    }

    [Fact]
    public void a_round_may_end_after_the_weights_or_before()
    {
        static SeasonTournament Late(SeasonTournament image) => Moved(image, 10, 40, 42);

        Assert.Equal([Placeholder, Bob], Settings(Late, At(40, (Image, 0)), At(50))[0].Inputs.Participants);
        Assert.Equal([Bob], Settings(Late, At(40, (Image, 1)), At(50))[0].Inputs.Participants);
    }

    [Fact]
    public void a_tournament_may_open_after_the_weights_or_before()
    {
        static SeasonTournament Later(SeasonTournament image) => Moved(image, 40, 42, 44);

        Assert.Empty(Settings(Later, At(40), At(50))[0].Inputs.Participants);
        Assert.Equal([Placeholder, Bob], Settings(Later, At(40, (Image, 0)), At(50))[0].Inputs.Participants);
    }

    static SeasonTournament Moved(SeasonTournament image, int opens, int first, int second) => image with
    {
        CreatedAt = opens * Minute,
        Rounds =
        [
            image.Rounds[0] with { CompletedAt = first * Minute },
            image.Rounds[1] with { CompletedAt = second * Minute },
        ],
    };

    static Hotkey Placeholder => Constants2025_12.Placeholder;

    static IReadOnlyList<WeightSetting> Settings(
        Func<SeasonTournament, SeasonTournament> image, params ReadOnlySpan<SeasonSnapshot> snapshots) =>
        SeasonReplay.Of(new("two types", new('0', 64), [Placeholder, Ada, Bob],
            [Played("t", TournamentType.Text, Ada), image(Played("i", TournamentType.Image, Bob))],
            [.. snapshots])).Settings;

    static SeasonSnapshot At(int minute, params ReadOnlySpan<(int, int)> active) =>
        new(minute * Minute, [Placeholder, Ada, Bob], [.. active]);

    /// <summary>A lone entrant beats the placeholder, which has no loss at all, twice.</summary>
    static SeasonTournament Played(string id, TournamentType type, Hotkey entrant) => new(
        id, type, 10 * Minute, (type == TournamentType.Text ? 40 : 45) * Minute, [entrant], null,
        [
            Round(id, 1, RoundKind.Knockout, type, entrant, 20 * Minute),
            Round(id, 2, RoundKind.Boss, type, entrant, 30 * Minute),
        ]);

    static SeasonRound Round(
        string id, int number, RoundKind kind, TournamentType type, Hotkey entrant, long at) => new(
        number, kind, at, [[Placeholder, entrant]],
        [
            new($"{id}{number}", type == TournamentType.Text ? TaskType.DpoTask : TaskType.ImageTask, 0,
            [
                new(entrant, TrainingStatus.Success, 1.0, true, null),
                new(Placeholder, TrainingStatus.Success, null, true, null),
            ]),
        ],
        []);
}
