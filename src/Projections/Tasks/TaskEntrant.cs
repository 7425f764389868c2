using Gradients.Ledger.Tournaments;

namespace Gradients.Projections;

/// <summary>What is known of one entrant of an open task.</summary>
/// <param name="Order">Its place in row order.</param>
/// <param name="Training">How training ended, in the event's words.</param>
/// <param name="Attempts">How many runs were scheduled.</param>
/// <param name="Loss">As it will be ranked; absent while not measured.</param>
/// <param name="Reason">A score reason that stands before ranking, or why no loss could be taken.</param>
/// <param name="LossPosition">Where the measurement stands in the ledger, or 0.</param>
internal sealed record TaskEntrant(
    string Hotkey, int Order, string? Training = null, int Attempts = 0, double? Loss = null, bool? IsFinetune = null,
    string? DuplicateOf = null, string? Reason = null, long LossPosition = 0);

/// <summary>What a verdict, or a replacement, says of a row; open until then.</summary>
internal readonly record struct TaskMarks(bool? Winner, bool? BossRoundWinner, bool IsReplaced)
{
    public static readonly TaskMarks Open = new(null, null, IsReplaced: false);
    public static readonly TaskMarks Replaced = new(null, null, IsReplaced: true);

    public static TaskMarks Of(string hotkey, TaskDecided fact) => new(
        fact.Winner?.Text == hotkey,
        fact.BossRoundWinner is { } winner ? winner.Text == hotkey : null,
        IsReplaced: false);
}
