using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Arithmetic;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Projections.Seasons;

/// <summary>
/// What a replayed season came to, as one JSON document in the shapes that season files use for what is expected of
/// them: exact numbers are pairs of a decimal and the same binary64 in hex.
/// </summary>
public sealed class SeasonDocument
{
    readonly SeasonReplay _replay;
    readonly Utf8JsonWriter _json;
    readonly Dictionary<Hotkey, int> _index = [];

    SeasonDocument(SeasonReplay replay, Utf8JsonWriter json)
    {
        _replay = replay;
        _json = json;
        for (var i = replay.Season.Hotkeys.Length - 1; i >= 0; i--)
            _index[replay.Season.Hotkeys[i]] = i;
    }

    public static void Write(SeasonReplay replay, Stream target)
    {
        using var json = new Utf8JsonWriter(target);
        new SeasonDocument(replay, json).Document();
    }

    void Document()
    {
        _json.WriteStartObject();
        List("tournaments", _replay.Season.Tournaments, Tournament);
        List("snapshots", _replay.Settings, Snapshot);
        _json.WriteEndObject();
    }

    void Tournament(SeasonTournament t)
    {
        _json.WriteStartObject();
        _json.WriteStartObject("expected");
        var announced = _replay.Announced(t);
        Hotkey("base_winner", announced.DefendingChampion);
        var result = _replay.Result(t);
        Hotkey("winner", result?.Winner);
        Hotkey("real_winner", result?.RealWinner);
        if (_replay.Finished(t) is { } finished)
        {
            List("perf", finished.Performance.Tasks, Performance);
            var hasFinal = finished.Rounds is [.., { Kind: RoundKind.Boss }];
            Pair("perf_threshold", hasFinal ? finished.Margin : null);
            Pair("median", finished.Performance.Median);
            _json.WriteNumber("streak_after", _replay.StreakAfter(t));
            var stored = _replay.Ledger.State.History(t.Type).Completed.Find(c => c.Id == t.Id)?.StoredPerformance;
            Pair("stored_performance", stored);
        }
        _json.WriteEndObject();
        _json.WriteStartArray("rounds");
        for (var i = 0; i < t.Rounds.Length; i++)
            Round(announced, t.Rounds[i], _replay.Rounds(t)[i]);
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    void Performance(TaskPerformance task)
    {
        _json.WriteStartArray();
        _json.WriteNumberValue(task.Task);
        Decimal(task.Boss);
        Decimal(task.Challenger);
        Pair(task.Difference);
        _json.WriteBooleanValue(task.ChallengerWon);
        _json.WriteEndArray();
    }

    void Round(TournamentAnnounced announced, SeasonRound facts, ReplayedRound round)
    {
        var verdicts = facts.Tasks.Select(task => round.Verdicts[task.Id]).ToArray();
        _json.WriteStartObject();
        _json.WriteStartObject("expected");
        List("task_winners", verdicts, verdict => Hotkey(verdict.Winner));
        _json.WriteStartArray("quality");
        for (var i = 0; i < verdicts.Length; i++)
            Quality(facts.Tasks[i], verdicts[i]);
        _json.WriteEndArray();
        List("winners", Sorted(round.Closed!.Advanced), _json.WriteNumberValue);
        List("eliminated", Sorted(round.Closed.Eliminated), _json.WriteNumberValue);
        if (round.Kind == RoundKind.Boss)
        {
            _json.WriteStartObject("boss");
            Hotkey("champion", announced.DefendingChampion ?? Constants2025_12.Placeholder);
            _json.WriteNumber("wins", announced.Streak);
            Pair("threshold", BossMargin.After(announced.Streak));
            List("task_winners", verdicts, verdict => Hotkey(verdict.BossRoundWinner));
            Hotkey("winner", round.Closed.Advanced[0]);
            _json.WriteEndObject();
        }
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    void Quality(SeasonTask task, TaskDecided verdict)
    {
        _json.WriteStartArray();
        foreach (var row in task.Rows)
            Score(verdict.Rows.FirstOrDefault(decided => decided.Hotkey == row.Hotkey)?.Score);
        _json.WriteEndArray();
    }

    void Snapshot(WeightSetting setting)
    {
        _json.WriteStartObject();
        _json.WriteStartObject("expected");
        List("active_participants", Sorted(setting.Inputs.Participants), _json.WriteNumberValue);
        var shares = setting.Burn.Shares;
        _json.WriteStartObject("burn");
        Pair("text_performance_diff", shares.TextPerformanceDiff);
        Pair("image_performance_diff", shares.ImagePerformanceDiff);
        Pair("text_burn_proportion", shares.TextBurnProportion);
        Pair("image_burn_proportion", shares.ImageBurnProportion);
        Pair("text_tournament_weight", shares.TextTournamentWeight);
        Pair("image_tournament_weight", shares.ImageTournamentWeight);
        Pair("burn_weight", shares.BurnWeight);
        _json.WriteEndObject();
        Setting("text", setting.Text);
        Setting("image", setting.Image);
        Pair("undistributed", setting.Vector.Undistributed);
        _json.WriteStartArray("node_weights");
        for (var uid = 0; uid < setting.Vector.Weights.Length; uid++)
            if (setting.Vector.Weights[uid] != 0)
                Node(uid, setting.Vector.Weights[uid]);
        _json.WriteEndArray();
        Pair("sum", setting.Vector.Sum);
        Quantised(setting.Quantised);
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    void Node(int uid, double weight)
    {
        _json.WriteStartArray();
        _json.WriteNumberValue(uid);
        Decimal(weight);
        _json.WriteStringValue(HexFloat.Format(weight));
        _json.WriteEndArray();
    }

    void Setting(string name, TypeSetting? setting)
    {
        if (setting is null)
        {
            _json.WriteNull(name);
            return;
        }
        var id = setting.Finished.Summary.Id;
        _json.WriteStartObject(name);
        _json.WriteNumber("tournament", _replay.Season.Tournaments.Select(t => t.Id).ToList().IndexOf(id));
        _json.WriteNumber("consecutive_wins", setting.ConsecutiveWins);
        List("scores", setting.Points.Scores, Amount);
        Hotkey("prev_winner", setting.Points.PrevWinner);
        _json.WriteBoolean("prev_won_final", setting.Points.PrevWonFinal);
        List("weights", setting.Weights, Amount);
        _json.WriteEndObject();
    }

    void Amount(HotkeyAmount amount)
    {
        _json.WriteStartArray();
        Hotkey(amount.Hotkey);
        Pair(amount.Amount);
        _json.WriteEndArray();
    }

    void Quantised(Quantised quantised)
    {
        _json.WriteStartObject("quantised");
        if (quantised is Quantised.Row row)
        {
            List("uids", row.Uids, _json.WriteNumberValue);
            List("weights", row.Weights, weight => _json.WriteNumberValue(weight));
        }
        else
        {
            _json.WriteString("error", ((Quantised.Failed)quantised).Error);
        }
        _json.WriteEndObject();
    }

    ImmutableArray<int> Sorted(ImmutableArray<Hotkey> hotkeys) => [.. hotkeys.Select(hotkey => _index[hotkey]).Order()];

    void List<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        _json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        _json.WriteEndArray();
    }

    void Hotkey(string name, Hotkey? hotkey)
    {
        _json.WritePropertyName(name);
        Hotkey(hotkey);
    }

    void Hotkey(Hotkey? hotkey)
    {
        if (hotkey is { } some)
            _json.WriteNumberValue(_index[some]);
        else
            _json.WriteNullValue();
    }

    void Pair(string name, double? value)
    {
        _json.WritePropertyName(name);
        Pair(value);
    }

    void Pair(double? value)
    {
        if (value is not { } some)
        {
            _json.WriteNullValue();
            return;
        }
        _json.WriteStartArray();
        Decimal(some);
        _json.WriteStringValue(HexFloat.Format(some));
        _json.WriteEndArray();
    }

    /// <summary>As in season files: the scores that are given are whole, 3 or -1; the one that stands is 0.0.</summary>
    void Score(double? score)
    {
        if (score is { } given && given != 0.0)
            _json.WriteNumberValue((int)given);
        else
            Decimal(score);
    }

    void Decimal(double? value)
    {
        if (value is not { } some)
            _json.WriteNullValue();
        else if (double.IsFinite(some))
            _json.WriteReal(some);
        else
            _json.WriteStringValue(double.IsNaN(some) ? "NaN" : some > 0 ? "Infinity" : "-Infinity");
    }
}
