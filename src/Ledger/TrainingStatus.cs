namespace Gradients.Ledger;

/// <summary>How the training of one entrant on one task ended; written in lower case.</summary>
public enum TrainingStatus
{
    Success,
    Failure,
    Training,
    Pending,
}
