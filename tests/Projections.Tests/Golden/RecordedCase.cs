using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Tests.Golden;

/// <summary>A golden case as facts of one tournament, and what the ledger concluded from them.</summary>
static class RecordedCase
{
    public const string Id = "golden";

    public static string Boss => Story.Placeholder;

    public static Tournament.Running Running(Story story) =>
        Assert.IsType<Tournament.Running>(story.State.TournamentOf(Streams.Tournament(Id)));

    public static T Last<T>(Story story) where T : LedgerEvent => story.Events.Select(e => e.Event).OfType<T>().Last();
}
