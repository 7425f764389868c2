using Gradients.Ledger.Store;

namespace Gradients.Projections.Tests;

/// <summary>However the events arrive, the tables come out the same.</summary>
public sealed class continuous_and_rebuilt
{
    public static TheoryData<string> Seasons => GoldenLedgers.Names;

    static string Rebuilt(string season) => ProjectionHash.Of(GoldenLedgers.Tables(season));

    [Theory]
    [MemberData(nameof(Seasons))]
    public void batches_of_any_size_give_the_same_tables(string season)
    {
        var events = GoldenLedgers.Events(season);
        foreach (var size in new[] { 7, 1000 })
        {
            var (projections, tables, batch) = (new ProjectionSet(), new RowMap(), new List<Row>());
            for (var i = 0; i < events.Count; i++)
            {
                projections.Apply(events[i], batch);
                if ((i + 1) % size != 0 && i + 1 < events.Count)
                    continue;
                tables.Put(batch);
                batch.Clear();
            }
            Assert.Equal(Rebuilt(season), ProjectionHash.Of(tables));
        }
    }

    [Theory]
    [MemberData(nameof(Seasons))]
    public void a_restart_anywhere_gives_the_same_tables(string season)
    {
        var events = GoldenLedgers.Events(season);
        foreach (var stop in new[] { 1, events.Count / 3, events.Count / 2, events.Count - 1 })
        {
            var tables = new RowMap();
            var before = new ProjectionSet();
            foreach (var e in events.Take(stop))
                tables.Put(before.Apply(e));
            // The new process folds up to the bookmark and drops the rows, then goes on.
            var after = new ProjectionSet();
            foreach (var e in events)
                if (after.Apply(e) is var rows && e.Position > stop)
                    tables.Put(rows);
            Assert.Equal(Rebuilt(season), ProjectionHash.Of(tables));
        }
    }

    [Theory]
    [MemberData(nameof(Seasons))]
    public void each_projection_alone_gives_the_same_tables(string season)
    {
        var tables = new RowMap();
        foreach (var name in ProjectionSet.Names)
        {
            var alone = ProjectionSet.Of(name);
            foreach (var e in GoldenLedgers.Events(season))
                tables.Put(alone.Apply(e));
        }
        Assert.Equal(GoldenLedgers.Tables(season).Lines(), tables.Lines());
    }

    [Theory]
    [MemberData(nameof(Seasons))]
    public void the_way_there_is_the_same_row_by_row(string season) =>
        Assert.Equal(WayThere(season), WayThere(season));

    static string WayThere(string season)
    {
        using var hash = new ProjectionHash();
        var projections = new ProjectionSet();
        foreach (var e in GoldenLedgers.Events(season))
            foreach (var row in projections.Apply(e))
                hash.Add(row);
        return hash.Finish();
    }

    [Theory]
    [MemberData(nameof(Seasons))]
    public void a_row_is_not_changed_by_what_follows(string season)
    {
        // Rows lay out their values when asked: here the last event is past by then.
        var (projections, rows) = (new ProjectionSet(), new List<Row>());
        foreach (var e in GoldenLedgers.Events(season))
            projections.Apply(e, rows);
        using var hash = new ProjectionHash();
        foreach (var row in rows)
            hash.Add(row);
        Assert.Equal(WayThere(season), hash.Finish());
    }

    [Theory]
    [MemberData(nameof(Seasons))]
    public void finished_tournaments_are_forgotten(string season)
    {
        var live = GoldenLedgers.Replay(season).Ledger.State.Live.Length;
        var (results, careers, standings, brackets, reigns) =
            (new TaskResults(), new Careers(), new Standings(), new Bracket(), new ChampionReigns());
        foreach (var e in GoldenLedgers.Events(season))
            foreach (RunningProjection projection in (RunningProjection[])[results, careers, standings, brackets, reigns])
                projection.Apply(e, []);
        Assert.Equal(live, results.Rounds.Count);
        Assert.Equal(live, careers.Courses.Count);
        Assert.Equal(live, standings.Fields.Count);
        Assert.Equal(live, brackets.Rounds.Count);
        Assert.Equal(live, reigns.Contests.Count);
    }
}
