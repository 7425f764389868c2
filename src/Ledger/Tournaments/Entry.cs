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
    public Hotkey Hotkey => Submission.Hotkey;
}
