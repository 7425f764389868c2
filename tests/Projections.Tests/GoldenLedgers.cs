using System.Collections.Concurrent;
using Gradients.Projections.Seasons;
using Gradients.Testing;

namespace Gradients.Projections.Tests;

/// <summary>The golden seasons as ledgers; each is replayed once for all tests.</summary>
static class GoldenLedgers
{
    static readonly ConcurrentDictionary<string, Lazy<SeasonReplay>> Replays = new(StringComparer.Ordinal);

    public static TheoryData<string> Names =>
        [.. GoldenFolder.Seasons().Select(file => Path.GetFileName(file))];

    public static SeasonReplay Replay(string name) => Replays.GetOrAdd(
        name, file => new(() => SeasonReplay.Of(SeasonReader.Read(GoldenFolder.Read(file))))).Value;

    public static IReadOnlyList<Recorded> Events(string name) => Replay(name).Ledger.Events;

    /// <summary>All projections over a whole season, none of which may stop.</summary>
    public static RowMap Tables(string name)
    {
        var (projections, tables) = (new ProjectionSet(), new RowMap());
        foreach (var e in Events(name))
            tables.Put(projections.Apply(e));
        foreach (var projection in projections.Running)
            Assert.True(projection.Fault is null, $"{name}: {projection.Name} stopped: {projection.Fault}");
        return tables;
    }
}
