using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Testing;

namespace Gradients.Ledger.Tests.Golden;

/// <summary>
/// Every season through the rulebook functions alone; events and decider have their own season tests.
/// </summary>
public sealed class golden_seasons(ITestOutputHelper output) : GoldenChecks
{
    static readonly string[] BurnFields =
    [
        "text_performance_diff", "image_performance_diff", "text_burn_proportion", "image_burn_proportion",
        "text_tournament_weight", "image_tournament_weight", "burn_weight",
    ];

    [Fact]
    public void every_season_is_exact()
    {
        var files = GoldenFolder.Seasons();
        foreach (var file in files)
        {
            At = Path.GetFileName(file);
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            CheckSeason(Season.Read(document.RootElement));
        }
        output.WriteLine($"{files.Length} seasons, {Compared} comparisons");
    }

    void CheckSeason(Season season)
    {
        var folds = new List<SeasonFold>();
        var completed = new Dictionary<TournamentType, List<CompletedTournament>>
        {
            [TournamentType.Text] = [],
            [TournamentType.Image] = [],
        };
        foreach (var tournament in season.Tournaments)
        {
            var history = completed[tournament.Type];
            var fold = SeasonFold.Of(tournament, history);
            folds.Add(fold);
            for (var r = 0; r < tournament.Rounds.Length; r++) CheckRound(season, tournament, r, fold);
            history.Add(new CompletedTournament(tournament.Id, fold.Winner, fold.Base, fold.Performance.Median, null));
            CheckTournament(season, tournament.Expected, tournament.Rounds[^1].IsFinal, fold, history);
        }
        var stored = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var snapshot in season.Snapshots) CheckSnapshot(season, folds, snapshot, stored);
        foreach (var tournament in season.Tournaments)
            SameNumber(
                tournament.Expected.GetProperty("stored_performance"),
                stored.TryGetValue(tournament.Id, out var value) ? value : null, "stored performance");
    }

    void CheckRound(Season season, SeasonTournament tournament, int r, SeasonFold fold)
    {
        var round = tournament.Rounds[r];
        var verdict = fold.Rounds[r];
        var previous = r == 0 ? null : tournament.Rounds[r - 1];
        var draw = previous is null
            ? RoundFlow.First(tournament.Participants)
            : RoundFlow.Next(fold.Rounds[r - 1].Winners, previous.Gone);
        Same(Names(season, draw.Entrants), Names(season, round.Drawn), "who is drawn");
        Same(draw.IsFinal, round.IsFinal, "final");

        var quality = round.Expected.GetProperty("quality");
        for (var k = 0; k < round.Tasks.Length; k++)
            for (var i = 0; i < verdict.Scores[k].Length; i++)
                SameNumber(quality[k][i], verdict.Scores[k][i]?.Score, $"quality score {k}, {i}");
        SameKeys(season, round.Expected.GetProperty("task_winners"), verdict.TaskWinners);
        SameSet(season, round.Expected.GetProperty("winners"), verdict.Winners);
        SameSet(season, round.Expected.GetProperty("eliminated"), verdict.Eliminated);
        if (!round.IsFinal) return;

        var boss = round.Expected.GetProperty("boss");
        Same(boss.GetProperty("champion").GetInt32(), season.Hotkeys.IndexOf(fold.Base ?? season.Hotkeys[0]));
        Same(boss.GetProperty("wins").GetInt32(), fold.Wins);
        SameNumber(boss.GetProperty("threshold"), fold.Margin);
        SameKeys(season, boss.GetProperty("task_winners"), [.. verdict.BossTaskWinners.Select(w => (Hotkey?)w)]);
        Same(boss.GetProperty("winner").GetInt32(), season.Hotkeys.IndexOf(verdict.Winners[0]));
    }

    void CheckTournament(
        Season season, JsonElement expected, bool hasFinal, SeasonFold fold, List<CompletedTournament> history)
    {
        var real = RealWinner.Of(fold.Winner, fold.Base);
        SameKey(season, expected.GetProperty("base_winner"), fold.Base);
        SameKey(season, expected.GetProperty("winner"), fold.Winner);
        SameKey(season, expected.GetProperty("real_winner"), real);
        SameNumber(expected.GetProperty("perf_threshold"), hasFinal ? fold.Margin : null);
        SameNumber(expected.GetProperty("median"), fold.Performance.Median);
        Same(expected.GetProperty("streak_after").GetInt32(), Streak.Of(real!.Value, history));
        CheckPerformance(expected.GetProperty("perf"), fold.Performance);
    }

    void CheckSnapshot(
        Season season, List<SeasonFold> folds, SeasonSnapshot snapshot, SortedDictionary<string, double> stored)
    {
        var text = Completed(season, folds, snapshot, TournamentType.Text, stored);
        var image = Completed(season, folds, snapshot, TournamentType.Image, stored);
        var burn = Burn.Details(text.History, image.History);
        foreach (var write in burn.Stored) stored[write.Tournament] = write.Difference;

        var alive = new SortedSet<Hotkey>();
        foreach (var (tournament, rounds) in snapshot.Active)
            alive.UnionWith(folds[tournament].AliveAfter(season.Tournaments[tournament], rounds));
        var inputs = new WeightInputs(
            snapshot.Metagraph, [.. alive], Brought(folds, text.Latest), Brought(folds, image.Latest),
            burn.Shares.TextTournamentWeight, burn.Shares.ImageTournamentWeight, burn.Shares.BurnWeight);
        var vector = NodeWeights.Of(inputs);

        var expected = snapshot.Expected;
        SameSet(season, expected.GetProperty("active_participants"), inputs.Participants);
        CheckBurn(expected.GetProperty("burn"), burn.Shares);
        CheckType(season, expected.GetProperty("text"), folds, text);
        CheckType(season, expected.GetProperty("image"), folds, image);
        SameNumber(expected.GetProperty("undistributed"), vector.Undistributed);
        SameNumber(expected.GetProperty("sum"), vector.Sum);
        SameNodes(expected.GetProperty("node_weights"), vector.Weights);
        SameRow(expected.GetProperty("quantised"), Quantiser.Quantise(vector.Weights.AsSpan()));
        CheckTerms(inputs, vector);
    }

    /// <summary>The steps behind each node lead to exactly its weight.</summary>
    void CheckTerms(WeightInputs inputs, NodeVector vector)
    {
        for (var uid = 0; uid < vector.Weights.Length; uid++)
        {
            if (vector.Weights[uid] == 0.0) continue;
            SameBits(vector.Weights[uid], NodeWeights.Terms(inputs, uid)[^1].Total, $"terms of uid {uid}");
        }
    }

    void CheckBurn(JsonElement expected, Weights.BurnShares shares)
    {
        double?[] actual =
        [
            shares.TextPerformanceDiff, shares.ImagePerformanceDiff, shares.TextBurnProportion,
            shares.ImageBurnProportion, shares.TextTournamentWeight, shares.ImageTournamentWeight, shares.BurnWeight,
        ];
        for (var i = 0; i < actual.Length; i++)
            SameNumber(expected.GetProperty(BurnFields[i]), actual[i], BurnFields[i]);
    }

    void CheckType(
        Season season, JsonElement expected, List<SeasonFold> folds,
        (int? Latest, List<CompletedTournament> History) type)
    {
        Same(expected.ValueKind == JsonValueKind.Null, type.Latest is null);
        if (type.Latest is not { } latest) return;
        Same(expected.GetProperty("tournament").GetInt32(), latest);
        Same(expected.GetProperty("consecutive_wins").GetInt32(), Burn.ConsecutiveWins(type.History));
        var points = folds[latest].Points;
        string Name(JsonElement hotkey) => season.Hotkeys[hotkey.GetInt32()].Text;
        SameAmounts(expected.GetProperty("scores"), points.Scores, "scores", Name);
        SameAmounts(expected.GetProperty("weights"), points.Weights(), "weights", Name);
        SameKey(season, expected.GetProperty("prev_winner"), points.PrevWinner);
        Same(Flag(expected.GetProperty("prev_won_final")), points.PrevWonFinal);
    }

    static TypeWeights? Brought(List<SeasonFold> folds, int? latest) =>
        latest is { } t ? new TypeWeights(folds[t].Winner, folds[t].Base, folds[t].Points.Weights()) : null;

    static (int? Latest, List<CompletedTournament> History) Completed(
        Season season, List<SeasonFold> folds, SeasonSnapshot snapshot, TournamentType type,
        SortedDictionary<string, double> stored)
    {
        var history = new List<CompletedTournament>();
        int? latest = null;
        for (var t = 0; t < season.Tournaments.Length; t++)
        {
            var tournament = season.Tournaments[t];
            var isActive = snapshot.Active.Any(a => a.Tournament == t);
            if (tournament.Type != type || tournament.CompletedAt > snapshot.At || isActive) continue;
            latest = t;
            history.Add(new CompletedTournament(
                tournament.Id, folds[t].Winner, folds[t].Base, folds[t].Performance.Median,
                stored.TryGetValue(tournament.Id, out var value) ? value : null));
        }
        return (latest, history);
    }

    static string Names(Season season, ImmutableArray<Hotkey> hotkeys) =>
        string.Join(" ", hotkeys.Select(h => season.Hotkeys.IndexOf(h)).Order());

    void SameSet(Season season, JsonElement expected, ImmutableArray<Hotkey> actual) =>
        Same(string.Join(" ", expected.EnumerateArray().Select(e => e.GetInt32()).Order()), Names(season, actual));

    void SameKeys(Season season, JsonElement expected, ImmutableArray<Hotkey?> actual)
    {
        Same(expected.GetArrayLength(), actual.Length);
        for (var i = 0; i < actual.Length; i++) SameKey(season, expected[i], actual[i]);
    }

    void SameKey(Season season, JsonElement expected, Hotkey? actual) =>
        Same(expected.ValueKind == JsonValueKind.Null ? null : season.Hotkeys[expected.GetInt32()], actual);
}
