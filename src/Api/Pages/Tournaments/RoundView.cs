using System.Globalization;
using Gradients.Api.Tournaments;

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
                [.. task.Select(ResultView.Of)])).ToArray();
            var slots = seats.GroupBy(seat => seat.Slot).Select(slot => new SlotView(
                slot.Key, [.. tasks.Where(t => t.Slot == slot.Key)],
                [.. slot.Select(seat => SeatView.Of(seat, results))])).ToArray();
            rounds.Add(new(seats.Key, seats.First().Kind, Find("round_drawn", number), Find("round_closed", number),
                slots, tasks));
        }
        return rounds;
    }

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
    /// <summary>Those who go on first, then by loss; who has none comes last.</summary>
    public IEnumerable<SeatView> Ranked => Seats
        .OrderByDescending(s => s.Advanced == true)
        .ThenBy(s => s.Loss is { } loss && !double.IsNaN(loss) ? loss : double.PositiveInfinity);
}

/// <summary>Somebody in a group or pair, with the loss of the slot's first task.</summary>
public sealed record SeatView(
    string Hotkey, bool Placeholder, bool? Advanced, bool NodeGone, double? Loss, long? LossPosition, double? Score,
    string? Reason)
{
    internal static SeatView Of(Seat seat, Result[] results)
    {
        var result = Array.Find(results, r => r.Hotkey == seat.Hotkey && r.Slot == seat.Slot);
        return new(seat.Hotkey, seat.Placeholder, seat.Advanced, seat.NodeGone, result?.Loss, result?.LossPosition,
            result?.Score, result?.Reason);
    }
}

/// <summary>A task and what came of everybody's work on it.</summary>
public sealed record TaskView(string Id, string Type, int Slot, long? Decided, IReadOnlyList<ResultView> Results);

public sealed record ResultView(
    string Hotkey, string? Training, double? Loss, double? Score, string? Reason, bool Winner, bool? BossRoundWinner,
    long? LossPosition)
{
    internal static ResultView Of(Result r) =>
        new(r.Hotkey, r.Training, r.Loss, r.Score, r.Reason, r.Winner, r.BossRoundWinner, r.LossPosition);
}
