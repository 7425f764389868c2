using System.Collections.Immutable;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections;

/// <summary>What the rows of one task have in common.</summary>
/// <param name="Order">Its place among the tasks posed in its round, replaced ones included.</param>
internal sealed record TaskHead(string Tournament, int Round, int Order, string Id, string Type, int Slot);

/// <summary>One entrant of one task: the row of <see cref="TaskResults"/>.</summary>
/// <param name="Order">Its place in row order.</param>
internal sealed record TaskResult(TaskHead Task, string Hotkey, int Order) : Row
{
    /// <summary>How many runs were scheduled.</summary>
    public int Attempts { get; init; }

    public TrainingStatus? Training { get; init; }

    /// <summary>As it will be ranked; absent while not measured.</summary>
    public double? Loss { get; init; }

    public bool? IsFinetune { get; init; }

    public string? DuplicateOf { get; init; }

    /// <summary>A score reason that stands before ranking, or why no loss could be taken.</summary>
    public string? Reason { get; init; }

    /// <summary>Where the measurement stands in the ledger, or 0.</summary>
    public long LossPosition { get; init; }

    /// <summary>What the verdict says of it, if it was ranked.</summary>
    public DecidedRow? Decided { get; init; }

    public TaskMarks Marks { get; init; }

    public long Position { get; init; }

    public override Table Table => TaskResults.Table;

    public override KeyValues Key => new(Task.Tournament, Task.Id, Hotkey, Task.Round);

    protected override ImmutableArray<object?> LayOut() =>
    [
        Task.Tournament,
        Cell.Of(Task.Round),
        Task.Id,
        Hotkey,
        Cell.Of(Task.Slot),
        Cell.Of(Task.Order),
        Task.Type,
        Cell.Of(Order),
        Training is { } status ? Cell.Of(status) : null,
        Cell.Of(Attempts),
        Cell.Of(Loss),
        Cell.Of(IsFinetune),
        DuplicateOf,
        Decided is null ? Reason : Decided.Reason,
        Decided is null ? null : Cell.OfScore(Decided.Score),
        Cell.Of(Decided?.AdjustedLoss),
        Cell.Of(Marks.Winner),
        Cell.Of(Marks.BossRoundWinner),
        Cell.Of(Marks.IsReplaced),
        LossPosition > 0 ? LossPosition : null,
        Position,
    ];
}

/// <summary>What a verdict, or a replacement, says of a row; open until then.</summary>
internal readonly record struct TaskMarks(bool? Winner, bool? BossRoundWinner, bool IsReplaced)
{
    public static readonly TaskMarks Replaced = new(null, null, IsReplaced: true);

    public static TaskMarks Of(string hotkey, TaskDecided fact) => new(
        fact.Winner?.Text == hotkey,
        fact.BossRoundWinner is { } winner ? winner.Text == hotkey : null,
        IsReplaced: false);
}
