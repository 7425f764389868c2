using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;
using Gradients.Projections.Seasons;
using Gradients.Projections.Simulation;

namespace Gradients.Projections.Tests.Simulation;

public sealed class when_a_simulated_season_goes_through_a_season_file
{
    /// <summary>Recorded with runs, fees and seeds, or imported from its bare facts: the same winners, the same weights.</summary>
    [Fact]
    public void champions_and_weights_are_those_of_the_ledger_it_came_from()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var events = new SeasonSimulator(seed, 5).Events().ToList();
            var replay = SeasonReplay.Of(SeasonReader.Read(Simulated.SeasonFile(events)));
            Assert.True(Simulated.Results(events) == Simulated.Results(replay.Ledger.Events), $"seed {seed}");
        }
    }

    [Fact]
    public void none_is_missing_where_none_may_come_to_nothing()
    {
        for (var seed = 0; seed < 40; seed++)
            Assert.Equal(12, SeasonReader.Read(Simulated.SeasonFile(
                new SeasonSimulator(seed, 12, cancels: false).Events())).Tournaments.Length);
    }

    /// <summary>Hotkeys count by their order alone; new names in the same order change nothing but the names.</summary>
    [Fact]
    public void new_names_in_the_same_order_get_the_same_weights()
    {
        for (var seed = 100; seed < 120; seed++)
        {
            var season = Simulated.Season(seed, 4);
            var renamed = SeasonReplay.Of(Renamed(season, Renaming(season)));
            var replay = SeasonReplay.Of(season);
            Assert.True(
                Simulated.Results(replay.Ledger.Events, Renaming(season)) == Simulated.Results(renamed.Ledger.Events),
                $"seed {seed}");
        }
    }

    /// <summary>Uids are places, nothing more: weights follow the hotkeys when those change places.</summary>
    [Fact]
    public void weights_follow_the_hotkeys_when_the_metagraph_is_reversed()
    {
        for (var seed = 200; seed < 220; seed++)
        {
            var season = Simulated.Season(seed, 4);
            var reversed = season with
            {
                Snapshots = [.. season.Snapshots.Select(s => s with { Metagraph = [.. s.Metagraph.Reverse()] })],
            };
            var settings = SeasonReplay.Of(season).Settings;
            var others = SeasonReplay.Of(reversed).Settings;
            Assert.Equal(settings.Count, others.Count);
            foreach (var (setting, other) in settings.Zip(others))
                Assert.Equal(
                    setting.Vector.Weights.Select(BitConverter.DoubleToInt64Bits),
                    other.Vector.Weights.Reverse().Select(BitConverter.DoubleToInt64Bits));
        }
    }

    static Func<Hotkey, Hotkey> Renaming(Season season)
    {
        var all = season.Hotkeys.Order().ToArray();
        var placeholder = Array.IndexOf(all, Constants2025_12.Placeholder);
        // '1' sorts before the placeholder's '5' and 'n' after it.
        return hotkey => Array.BinarySearch(all, hotkey) is var place && place == placeholder
            ? hotkey
            : new(place < placeholder ? $"1-{place:0000}" : $"n-{place:0000}");
    }

    static Season Renamed(Season season, Func<Hotkey, Hotkey> name) => season with
    {
        Hotkeys = [.. season.Hotkeys.Select(name)],
        Snapshots = [.. season.Snapshots.Select(s => s with { Metagraph = [.. s.Metagraph.Select(name)] })],
        Tournaments = [.. season.Tournaments.Select(t => t with
        {
            Participants = [.. t.Participants.Select(name)],
            BaseWinner = t.BaseWinner is { } champion ? name(champion) : null,
            Rounds = [.. t.Rounds.Select(r => Renamed(r, name))],
        })],
    };

    static SeasonRound Renamed(SeasonRound round, Func<Hotkey, Hotkey> name) => round with
    {
        Assignments = [.. round.Assignments.Select(slot => slot.Select(name).ToImmutableArray())],
        Unregistered = [.. round.Unregistered.Select(name)],
        Tasks = [.. round.Tasks.Select(task => task with
        {
            Rows = [.. task.Rows.Select(row => row with { Hotkey = name(row.Hotkey) })],
        })],
    };
}
