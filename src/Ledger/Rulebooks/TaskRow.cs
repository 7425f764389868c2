namespace Gradients.Ledger.Rulebooks;

/// <summary>One entrant of one task, in row order, with what is known about it.</summary>
/// <param name="Hotkey">The entrant.</param>
/// <param name="Training">How training ended; absent when there is no training record.</param>
/// <param name="Loss">The measured loss (NaN: evaluated and failed); absent when never scored.</param>
/// <param name="IsFinetune">Whether the evaluator called the model a fine-tune of the task's base.</param>
/// <param name="Reason">A score reason that stood before ranking, if any.</param>
public sealed record TaskRow(
    Hotkey Hotkey,
    TrainingStatus? Training = null,
    double? Loss = null,
    bool IsFinetune = false,
    string? Reason = null);
