namespace Gradients.Ledger.Tournaments;

/// <summary>An entry takes part: submitted, and its fee paid in full.</summary>
public static class AcceptEntry
{
    public const string Alias = "accept_entry";

    public static Refusal? Forbid(Tournament state, EntryAccepted fact)
    {
        if (state is not Tournament.Open open)
            return Refusals.FieldNotOpen;
        if (open.Find(fact.Hotkey) is not { } entry)
            return Refusals.NoEntry(fact.Hotkey);
        if (entry.Status != EntryStatus.Submitted)
            return new("entry_settled", "ledger: an entry is accepted or refused once",
                $"The entry of {fact.Hotkey} was settled already.");
        var fee = open.Terms.Announcement.FeeRao;
        if (!open.Terms.IsImported && entry.PaidRao < fee)
            return new("fee_not_paid", "2025.12: entry by fee (text 0.2 TAO, image 0.15 TAO)",
                $"{fact.Hotkey} has paid {entry.PaidRao} of {fee} RAO.");
        return open.Terms.Book.ReadsStakes && !open.Terms.IsImported && entry.Staked is null
            ? new("stake_missing", $"{open.Terms.Book.Id}: entry by stake", $"The stake of {fact.Hotkey} is not known.")
            : null;
    }

    internal static Tournament Evolve(Tournament state, in Recorded e, EntryAccepted fact) =>
        Settle(state, e, fact.Hotkey, EntryStatus.Accepted);

    internal static Tournament Settle(
        Tournament state, in Recorded e, Hotkey hotkey, EntryStatus status, string? reason = null)
    {
        if (state is not Tournament.Open open || open.IndexOf(hotkey) is not (>= 0 and var place))
            throw new CannotFollow(e.Stream, e.Version, $"a verdict on {hotkey}, which has no open entry");
        // The field lists entrants in the order of their acceptance, so an accepted entry moves to the end.
        var settled = open.Entries[place] with { Status = status, Reason = reason };
        return open.WithLast(e, place, settled);
    }
}
