using System.Collections.Immutable;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tournaments;

/// <summary>A task for one slot (group or pair, from 0) of the running round.</summary>
/// <param name="Entrants">In row order: ties fall by it, and it need not be the draw's order.</param>
/// <param name="Hours">Wall-clock hours to complete.</param>
/// <param name="Gpu">GPU requirement, for example <c>2xH100</c>.</param>
/// <param name="Replaces">The task this one stands in for, if any.</param>
public sealed record TaskPosed(
    string? DatasetDigest, ImmutableArray<Hotkey> Entrants, string? Gpu, string? HeldOutDigest, double? Hours,
    string? Model, string? Replaces, int Slot, string Task, TaskType Type) : TournamentEvent, IEvent<TaskPosed>
{
    public static string Alias => "task_posed";

    public static TaskPosed Pass<P>(ref P p, TaskPosed? e) where P : IPass, allows ref struct =>
        new(p.OwnTextOrNone("datasetDigest"u8, e?.DatasetDigest),
            p.Hotkeys("entrants"u8, e?.Entrants ?? default),
            p.TextOrNone("gpu"u8, e?.Gpu),
            p.TextOrNone("heldOutDigest"u8, e?.HeldOutDigest),
            p.NumberOrNone("hours"u8, e?.Hours),
            p.TextOrNone("model"u8, e?.Model),
            p.TextOrNone("replaces"u8, e?.Replaces),
            p.Count("slot"u8, e?.Slot ?? 0),
            p.Text("task"u8, e?.Task),
            (TaskType)p.Word("type"u8, (int)(e?.Type ?? 0), Words.TaskTypes));
}

/// <summary>A task counts no longer; another takes its slot.</summary>
public sealed record TaskReplaced(string Reason, string Task) : TournamentEvent, IEvent<TaskReplaced>
{
    public static string Alias => "task_replaced";

    public static TaskReplaced Pass<P>(ref P p, TaskReplaced? e) where P : IPass, allows ref struct =>
        new(p.Text("reason"u8, e?.Reason),
            p.Text("task"u8, e?.Task));
}

/// <summary>A human lets a task stand although more than half of its trainings failed.</summary>
public sealed record FailuresApproved(string? By, string Task) : TournamentEvent, IEvent<FailuresApproved>
{
    public static string Alias => "failures_approved";

    public static FailuresApproved Pass<P>(ref P p, FailuresApproved? e) where P : IPass, allows ref struct =>
        new(p.TextOrNone("by"u8, e?.By),
            p.Text("task"u8, e?.Task));
}

/// <summary>One scored row of a decided task: 3 for the first, 0 or -1 for others, and the loss it was ranked by.</summary>
public sealed record DecidedRow(double? AdjustedLoss, Hotkey Hotkey, string? Reason, double Score) : IPart<DecidedRow>
{
    public static DecidedRow Pass<P>(ref P p, DecidedRow? e) where P : IPass, allows ref struct =>
        new(p.NumberOrNone("adjustedLoss"u8, e?.AdjustedLoss),
            p.Hotkey("hotkey"u8, e?.Hotkey),
            p.TextOrNone("reason"u8, e?.Reason),
            p.Number("score"u8, e?.Score ?? 0));
}

/// <summary>A task's verdict: the ranking, its winner by quality score, and in the boss round who took it by the margin.</summary>
public sealed record TaskDecided(
    Hotkey? BossRoundWinner, ImmutableArray<DecidedRow> Rows, string Task, Hotkey? Winner)
    : TournamentEvent, IEvent<TaskDecided>
{
    public static string Alias => "task_decided";

    public static TaskDecided Pass<P>(ref P p, TaskDecided? e) where P : IPass, allows ref struct =>
        new(p.HotkeyOrNone("bossRoundWinner"u8, e?.BossRoundWinner),
            p.Parts("rows"u8, e?.Rows ?? default),
            p.Text("task"u8, e?.Task),
            p.HotkeyOrNone("winner"u8, e?.Winner));
}
