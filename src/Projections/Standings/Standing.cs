using Gradients.Ledger.Tournaments;

namespace Gradients.Projections;

/// <summary>How one hotkey stands in a tournament.</summary>
/// <param name="Submission">Its entry; absent for the placeholder, which never enters.</param>
/// <param name="PaidRao">All fees that arrived for the entry, in RAO.</param>
/// <param name="EliminatedIn">The round that put it out, or 0.</param>
internal sealed record Standing(
    Hotkey Hotkey, StandingStatus Status, EntrySubmitted? Submission = null, string? Refusal = null, long PaidRao = 0,
    int EliminatedIn = 0, int TasksWon = 0, double Points = 0.0)
{
    public string StatusWord => Status switch
    {
        StandingStatus.Entered => "entered",
        StandingStatus.Accepted => "accepted",
        StandingStatus.Refused => "refused",
        StandingStatus.Alive => "alive",
        StandingStatus.Eliminated => "eliminated",
        StandingStatus.Champion => "champion",
        _ => "cancelled",
    };
}

/// <summary>From an entry to its end, or to a cancellation that leaves it without a result.</summary>
internal enum StandingStatus
{
    Entered,
    Accepted,
    Refused,
    Alive,
    Eliminated,
    Champion,
    Cancelled,
}
