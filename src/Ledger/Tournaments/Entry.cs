namespace Gradients.Ledger.Tournaments;

public enum EntryStatus
{
    Submitted,
    Accepted,
    Refused,
}

/// <summary>One miner's entry while the field is open.</summary>
/// <param name="PaidRao">All fees that arrived for it, in RAO.</param>
public sealed record Entry(EntrySubmitted Submission, EntryStatus Status, long PaidRao)
{
    /// <summary>What it is weighed by, where fields are filled by stake.</summary>
    public EntryStaked? Staked { get; init; }

    /// <summary>Why it was turned away, if it was.</summary>
    public string? Reason { get; init; }

    public Hotkey Hotkey => Submission.Hotkey;
}
