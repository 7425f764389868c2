using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Rulebooks;

/// <summary>Short words for facts, so that a rule's test reads in one breath.</summary>
public abstract class RulebookSpec
{
    protected static readonly Hotkey Burn = Constants2025_12.Placeholder;
    protected static readonly Hotkey Ann = new("ann"), Bob = new("bob"), Cleo = new("cleo");

    protected const TaskType Instruct = TaskType.InstructTextTask, Grpo = TaskType.GrpoTask;

    protected static TaskRow Row(
        Hotkey hotkey, double? loss, bool finetuned = true, string? reason = null,
        TrainingStatus? training = TrainingStatus.Success) => new(hotkey, training, loss, finetuned, reason);

    protected static ImmutableArray<TaskRow> Losses(params double[] losses) =>
        [.. losses.Select((loss, i) => Row(Named(i), loss))];

    protected static Hotkey Named(int i) => new($"h{i:d3}");

    protected static ImmutableArray<Hotkey> Names(int count, params Hotkey[] more) =>
        [.. Enumerable.Range(0, count).Select(Named), .. more];

    protected static IEnumerable<double?> Scores(TaskType type, params TaskRow[] rows) =>
        TaskRanking.Rank(type, [.. rows]).Select(score => score?.Score);

    protected static CompletedTournament Won(
        Hotkey? winner, Hotkey? by = null, double fresh = 0.0, double? stored = null, string id = "t") =>
        new(id, winner, by, fresh, stored);

    protected static ImmutableArray<HotkeyAmount> Amounts(params (Hotkey Hotkey, double Amount)[] amounts) =>
        [.. amounts.Select(a => new HotkeyAmount(a.Hotkey, a.Amount))];
}
