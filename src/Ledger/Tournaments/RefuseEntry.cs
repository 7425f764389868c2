namespace Gradients.Ledger.Tournaments;

/// <summary>An entry is turned away, also after it was accepted, as long as the field is open.</summary>
public static class RefuseEntry
{
    public const string Alias = "refuse_entry";
    const int LongestReason = 64;

    public static Refusal? Forbid(Tournament state, EntryRefused fact)
    {
        if (state is not Tournament.Open open)
            return Refusals.FieldNotOpen;
        if (open.Find(fact.Hotkey) is not { } entry)
            return Refusals.NoEntry(fact.Hotkey);
        if (entry.Status == EntryStatus.Refused)
            return new("entry_settled", "ledger: an entry is accepted or refused once",
                $"The entry of {fact.Hotkey} was refused already.");
        if (!IsCode(fact.Reason))
            return new("reason_malformed", "ledger: a refusal carries a reason code",
                $"'{fact.Reason}' is not a reason code: small letters, digits and underscores, 1 to {LongestReason}.");
        return null;
    }

    static bool IsCode(string reason)
    {
        if (reason.Length is 0 or > LongestReason)
            return false;
        foreach (var c in reason)
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '_'))
                return false;
        return true;
    }

    internal static Tournament Evolve(Tournament state, in Recorded e, EntryRefused fact) =>
        AcceptEntry.Settle(state, e, fact.Hotkey, EntryStatus.Refused, fact.Reason);
}
