using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Projections.Tests;

/// <summary>The tables of the golden seasons against the ledger's own state and events.</summary>
public sealed class golden_seasons_through_all_projections
{
    public static TheoryData<string> Seasons => GoldenLedgers.Names;

    [Theory]
    [MemberData(nameof(Seasons))]
    public void every_row_fits_its_table_and_names_its_event_and_comes_once(string season)
    {
        var projections = new ProjectionSet();
        foreach (var e in GoldenLedgers.Events(season))
        {
            var rows = projections.Apply(e);
            Assert.All(rows, row => Fits(row, e.Position));
            Assert.Equal(rows.Length, rows.Select(Key).Distinct().Count());
        }
        Assert.All(projections.Running, projection => Assert.Null(projection.Fault));
    }

    static long Bits(double number) => BitConverter.DoubleToInt64Bits(number);

    static string Key(Row row) => row.Table.Name + string.Join('\u0001', row.Values.Take(row.Table.KeyColumns));

    static void Fits(Row row, long position)
    {
        Assert.Equal(row.Table.Columns.Length, row.Values.Length);
        for (var i = 0; i < row.Values.Length; i++)
        {
            var fits = (row.Table.Columns[i].Type, row.Values[i]) switch
            {
                (_, null) => i >= row.Table.KeyColumns,
                (ColumnType.Text, string) or (ColumnType.Bigint, long) or (ColumnType.Integer, int) => true,
                (ColumnType.Double, double) or (ColumnType.Boolean, bool) or (ColumnType.Timestamp, long) => true,
                _ => false,
            };
            Assert.True(fits, $"{row.Table.Name}.{row.Table.Columns[i].Name} holds {row.Values[i] ?? "null"}");
        }
        Assert.Equal(position, row.Values[^1]);
        Assert.Equal(KeyValues.Of(row), row.Key);
    }

    [Theory]
    [MemberData(nameof(Seasons))]
    public void points_are_those_of_the_rulebook(string season)
    {
        var replay = GoldenLedgers.Replay(season);
        var standings = GoldenLedgers.Tables(season).Cells("standings").ToLookup(row => (string)row["tournament"]!);
        foreach (var tournament in replay.Season.Tournaments)
        {
            if (replay.Finished(tournament) is not { } finished)
                continue;
            var points = finished.Points().Scores.ToDictionary(score => score.Hotkey.Text, score => score.Amount);
            foreach (var row in standings[tournament.Id])
                Assert.Equal(Bits(points.GetValueOrDefault((string)row["hotkey"]!)), Bits((double)row["points"]!));
        }
    }

    [Theory]
    [MemberData(nameof(Seasons))]
    public void the_last_reign_of_a_type_is_the_ledgers_champion(string season)
    {
        var state = GoldenLedgers.Replay(season).Ledger.State;
        var reigns = GoldenLedgers.Tables(season).Cells("champion_reigns").ToArray();
        foreach (var (type, history) in new[] { ("text", state.Text), ("image", state.Image) })
        {
            var open = reigns.Where(row => row["type"]!.Equals(type) && row["until_position"] is null).ToArray();
            if (history.Champion is not { } champion)
            {
                Assert.Empty(open);
                continue;
            }
            var reign = Assert.Single(open);
            Assert.Equal((champion.Text, history.Streak), (reign["champion"], reign["streak"]));
            Assert.Equal(BossMargin.After(history.Streak), reign["margin"]);
            var wins = reigns.Where(row => row["type"]!.Equals(type)).Sum(row => (int)row["defences"]! + 1);
            Assert.Equal(history.Completed.Count, wins);
        }
    }

    [Theory]
    [MemberData(nameof(Seasons))]
    public void weight_rows_are_those_of_the_derivations(string season)
    {
        var rows = GoldenLedgers.Tables(season).Cells("weight_vectors").ToLookup(row => (long)row["derivation"]!);
        foreach (var e in GoldenLedgers.Events(season))
        {
            if (e.Event is not WeightsDerived derived)
                continue;
            Assert.Equal(
                derived.NodeWeights.Select(node => (node.Uid, Bits(node.Weight))),
                rows[e.Position].Select(row => ((int)row["uid"]!, Bits((double)row["weight"]!))));
            Assert.Equal(
                derived.Uids.Zip(derived.Weights),
                rows[e.Position].Where(row => row["u16"] is not null)
                    .Select(row => ((long)(int)row["uid"]!, (long)(int)row["u16"]!)));
        }
    }

    [Theory]
    [MemberData(nameof(Seasons))]
    public void careers_add_up_what_the_other_tables_say(string season)
    {
        var tables = GoldenLedgers.Tables(season);
        var results = tables.Cells("task_results").ToLookup(row => (string)row["hotkey"]!);
        var seats = tables.Cells("bracket").ToLookup(row => (string)row["hotkey"]!);
        var fields = tables.Cells("standings").ToLookup(row => (string)row["hotkey"]!);
        foreach (var career in tables.Cells("careers"))
        {
            var hotkey = (string)career["hotkey"]!;
            Assert.Equal(results[hotkey].Count(row => true.Equals(row["winner"])), career["tasks_won"]);
            Assert.Equal(results[hotkey].Count(row => row["score"] is not null), career["tasks_measured"]);
            Assert.Equal(seats[hotkey].Count(row => true.Equals(row["advanced"])), career["rounds_won"]);
            Assert.Equal(fields[hotkey].Count(), career["tournaments_entered"]);
        }
    }

    [Theory]
    [MemberData(nameof(Seasons))]
    public void the_bracket_shows_who_advanced_as_the_rounds_were_closed(string season)
    {
        var seats = GoldenLedgers.Tables(season).Cells("bracket")
            .Where(row => true.Equals(row["advanced"])).ToLookup(row => (row["tournament"], row["round"]));
        foreach (var e in GoldenLedgers.Events(season))
            if (e.Event is RoundClosed closed)
                Assert.Equal(
                    closed.Advanced.Select(hotkey => hotkey.Text),
                    seats[(Streams.TournamentId(e.Stream), closed.Round)].Select(row => (string)row["hotkey"]!)
                        .Order(StringComparer.Ordinal));
    }
}
