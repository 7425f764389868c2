using System.Collections.Immutable;
using System.Globalization;
using Gradients.Api.Tournaments;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Api.Pages;

/// <summary>A round as its page shows it.</summary>
/// <param name="Kind">group, knockout or boss.</param>
/// <param name="Closed">Where it was closed; absent while it runs.</param>
public sealed record RoundView(
    int Number, string Kind, long? Drawn, long? Closed, IReadOnlyList<SlotView> Slots, IReadOnlyList<TaskView> Tasks)
{
    internal static IReadOnlyList<RoundView> Of(
        BracketRows rows, IReadOnlyList<(string Type, string Name, long Position)> marks)
    {
        long? Find(string type, string name)
        {
            foreach (var mark in marks)
                if (mark.Type == type && mark.Name == name)
                    return mark.Position;
            return null;
        }

        var rounds = new List<RoundView>();
        foreach (var seats in rows.Seats.GroupBy(seat => seat.Round))
        {
            var number = seats.Key.ToString(CultureInfo.InvariantCulture);
            var results = rows.Results.Where(r => r.Round == seats.Key).ToArray();
            var tasks = results.GroupBy(r => r.Task).Select(task => new TaskView(
                task.Key, task.First().Type, task.First().Slot, Find("task_decided", task.Key),
                [.. task.Select(ResultView.Of)], rows.Judged.LastOrDefault(one => one.Task == task.Key))).ToArray();
            var slots = seats.GroupBy(seat => seat.Slot).Select(slot =>
            {
                TaskView[] its = [.. tasks.Where(t => t.Slot == slot.Key)];
                var places = its.Length > 1 && seats.First().Kind == "group" ? SlotView.Places(its) : null;
                return new SlotView(slot.Key, its, [.. slot.Select(seat => SeatView.Of(seat, results, places))]);
            }).ToArray();
            rounds.Add(new(seats.Key, seats.First().Kind, Find("round_drawn", number), Find("round_closed", number),
                slots, tasks));
        }
        return rounds;
    }

    /// <summary>Everybody in it, the champion's placeholder first.</summary>
    public IReadOnlyList<SeatView> Seats => [.. Slots.SelectMany(s => s.Seats).OrderByDescending(s => s.Placeholder)];

    public string Title => Kind switch
    {
        "group" => "Groups",
        "knockout" => "Knockout",
        _ => "Boss round",
    };
}

/// <summary>A group or a pair.</summary>
public sealed record SlotView(int Slot, IReadOnlyList<TaskView> Tasks, IReadOnlyList<SeatView> Seats)
{
    /// <summary>Those who go on first, then by place over several tasks, or by result; who has none comes last.</summary>
    public IEnumerable<SeatView> Ranked => Seats
        .OrderByDescending(s => s.Advanced == true)
        .ThenBy(s => s.Place ?? double.PositiveInfinity)
        .ThenBy(s => s.Loss is { } loss && !double.IsNaN(loss)
            ? Tasks is [{ IsHigherBetter: true }, ..] ? -loss : loss
            : double.PositiveInfinity);

    /// <summary>The average place of everybody with a result, where the slot has several tasks (2026.10, rule 4.6).</summary>
    internal static Dictionary<string, double> Places(IEnumerable<TaskView> tasks) => RoundOneGroup
        .Places([.. tasks.Select(task => ImmutableArray.CreateRange(
            task.Results.Select(r => new TaskRow(new(r.Hotkey), Loss: r.Loss))))])
        .ToDictionary(place => place.Hotkey.Text, place => place.AverageRank);
}

/// <summary>Somebody in a group or pair, with the result in the slot's one task.</summary>
/// <param name="Place">Over the tasks of a slot that has several; absent with one.</param>
public sealed record SeatView(
    string Hotkey, bool Placeholder, bool? Advanced, bool NodeGone, double? Loss, long? LossPosition, double? Score,
    string? Reason, double? Place)
{
    internal static SeatView Of(Seat seat, Result[] results, Dictionary<string, double>? places)
    {
        var result = places is null ? Array.Find(results, r => r.Hotkey == seat.Hotkey && r.Slot == seat.Slot) : null;
        return new(seat.Hotkey, seat.Placeholder, seat.Advanced, seat.NodeGone, result?.Loss, result?.LossPosition,
            result?.Score, result?.Reason, places?.TryGetValue(seat.Hotkey, out var place) == true ? place : null);
    }
}

/// <summary>A task and what came of everybody's work on it.</summary>
public sealed record TaskView(
    string Id, string Type, int Slot, long? Decided, IReadOnlyList<ResultView> Results, Judgement? Judged)
{
    /// <summary>Its results are scores, not losses.</summary>
    public bool IsHigherBetter => Result.IsScore(Type);

    public ResultView? Of(string? hotkey) => Results.FirstOrDefault(r => r.Hotkey == hotkey);

    /// <summary>Who holds it after the boss round.</summary>
    public string? Taker => Results.FirstOrDefault(r => r.BossRoundWinner == true)?.Hotkey;
}

public sealed record ResultView(
    string Hotkey, string? Training, double? Loss, double? Score, string? Reason, bool Winner, bool? BossRoundWinner,
    long? LossPosition)
{
    internal static ResultView Of(Result r) =>
        new(r.Hotkey, r.Training, r.Loss, r.Score, r.Reason, r.Winner, r.BossRoundWinner, r.LossPosition);
}
