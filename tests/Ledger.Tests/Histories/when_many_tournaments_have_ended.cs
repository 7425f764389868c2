using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Tests.Histories;

/// <summary>Packed, each ended tournament is found by its own stream and no other.</summary>
public sealed class when_many_tournaments_have_ended
{
    static readonly Hotkey Alice = new("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");

    static Tournament Ended(string stream, Random random)
    {
        var (id, version) = (Streams.TournamentId(stream), random.NextInt64(1, 1L << random.Next(1, 40)));
        var winner = random.Next(4) switch
        {
            0 => Constants2025_12.Placeholder,
            1 => new(""),
            2 => new("Zoë 🏆"),
            _ => Alice,
        };
        return random.Next(5) == 0
            ? new Tournament.Cancelled(version, id)
            : new Tournament.Completed(version, id, winner, Alice, random.Next(2) == 0);
    }

    static string Stream(Random random)
    {
        var letters = "ab-.0"; // Few, so that many names are the beginning of others.
        return Streams.Tournament(new string([.. Enumerable.Range(0, random.Next(1, 7)).Select(
            _ => letters[random.Next(letters.Length)])]));
    }

    [Fact]
    public void each_is_found_as_it_ended_and_no_other_is()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var packed = EndedTournaments.None;
        var expected = new SortedDictionary<string, Tournament>(StringComparer.Ordinal);
        for (var i = 0; i < 3000; i++)
        {
            var stream = Stream(random);
            var (before, known) = (packed, expected.GetValueOrDefault(stream));
            Assert.True(Equals(known, packed.Find(stream)), $"seed {seed}, {stream}");
            expected[stream] = Ended(stream, random);
            packed = packed.With(stream, expected[stream]);
            Assert.True(Equals(expected[stream], packed.Find(stream)), $"seed {seed}, {stream}");
            Assert.True(Equals(known, before.Find(stream)), $"seed {seed}, {stream}: the state before changed");
        }
        foreach (var (stream, ended) in expected)
            Assert.True(Equals(ended, packed.Find(stream)), $"seed {seed}, {stream}");
    }

    [Fact]
    public void names_that_count_upwards_are_found_too()
    {
        var packed = EndedTournaments.None;
        for (var i = 0; i < 2000; i++)
            packed = packed.With($"tournament/t-{i:00000}", new Tournament.Cancelled(i, $"t-{i:00000}"));
        for (var i = 0; i < 2000; i++)
            Assert.Equal(i, packed.Find($"tournament/t-{i:00000}")?.Version);
        Assert.Null(packed.Find("tournament/t-02000"));
        Assert.Null(packed.Find("tournament/t-0000"));
        Assert.Null(packed.Find("rulebook"));
    }

    [Fact]
    public void a_name_longer_than_a_run_has_its_place()
    {
        var packed = EndedTournaments.None;
        foreach (var name in new[] { "b", new string('a', 9000), new string('c', 9000), "bb", "d" })
            packed = packed.With($"tournament/{name}", new Tournament.Cancelled(name.Length, name));
        foreach (var name in new[] { "b", new string('a', 9000), new string('c', 9000), "bb", "d" })
            Assert.Equal(name, ((Tournament.Cancelled)packed.Find($"tournament/{name}")!).Id);
    }
}
