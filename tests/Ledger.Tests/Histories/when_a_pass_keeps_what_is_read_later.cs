using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Tests.Histories;

/// <summary>A history without what no rule reads any more gives what the whole one gives.</summary>
public sealed class when_a_pass_keeps_what_is_read_later
{
    static readonly Hotkey Placeholder = Constants2025_12.Placeholder;
    static readonly Hotkey[] Miners = [new("Alice"), new("Bob"), new("Carol"), new("Dave")];

    static FinishedTournament Finished(CompletedTournament summary) =>
        new(summary, TournamentType.Text, 0, 0.0, 0, [], null!) { Split = null! };

    /// <summary>What weights read of a type, while nothing, a pending or an active tournament follows.</summary>
    static string Read(TypeHistory history)
    {
        var burn = Burn.Details(history.Completed, []);
        var pools = new List<Pools>();
        foreach (var live in new PastStatus?[] { null, PastStatus.Pending, PastStatus.Active })
        {
            List<PastTournament> past = [.. history.Completed.Select(c => new PastTournament(
                c.Id, PastStatus.Completed, c.Participants, c.Winner, c.Base, c.FreshPerformance,
                c.StoredPerformance))];
            if (live is { } status)
                past.Add(new("live", status, 0));
            pools.Add(Pools.Of(new PerType<IReadOnlyList<PastTournament>>(past, [], [])));
        }
        return string.Join('\n', [
            $"{history.Champion} {history.Streak} {history.Completed.IsEmpty}",
            $"{Burn.ConsecutiveWins(history.Completed)}",
            $"{burn.Shares} {string.Join(' ', burn.Stored)}",
            .. pools.Select(p => $"{p.Types} {string.Join(' ', p.Stored)}"),
        ]);
    }

    static CompletedTournament Next(TypeHistory history, Random random, int number, Hotkey? brought)
    {
        var defending = history.Completed.IsEmpty ? brought : history.Champion;
        var winner = random.Next(3) == 0 ? Miners[random.Next(Miners.Length)]
            : random.Next(8) == 0 ? defending ?? Placeholder : Placeholder;
        return new($"t{number}", winner, defending, random.Next(40) / 100.0, null, random.Next(7));
    }

    [Fact]
    public void weights_champions_and_streaks_are_the_same()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var season = 0; season < 60; season++)
        {
            var (whole, kept) = (TypeHistory.Empty, TypeHistory.Empty);
            Hotkey? brought = random.Next(2) == 0 ? Miners[0] : null;
            for (var i = 0; i < 60; i++)
            {
                var finished = Finished(Next(whole, random, i, brought));
                (whole, kept) = (whole.With(finished), kept.With(finished).ReadLater());
                Assert.True(Read(whole) == Read(kept), $"seed {seed}, season {season}, tournament {i}");
                if (random.Next(2) != 0)
                    continue;
                foreach (var (id, difference) in Burn.Details(whole.Completed, []).Stored.Select(
                    s => (s.Tournament, s.Difference)))
                    (whole, kept) = (whole.Store(id, difference), kept.Store(id, difference));
                Assert.True(Read(whole) == Read(kept), $"seed {seed}, season {season}, stored {i}");
            }
        }
    }

    [Fact]
    public void it_stays_short_while_champions_change()
    {
        var kept = TypeHistory.Empty;
        for (var i = 0; i < 1000; i++)
            kept = kept.With(Finished(new($"t{i}", Miners[i / 2 % 2], kept.Champion, 0.0, null, 10))).ReadLater();
        Assert.Equal(5, kept.Completed.Count);
        Assert.Equal("t999", kept.Latest?.Summary.Id);
    }
}
