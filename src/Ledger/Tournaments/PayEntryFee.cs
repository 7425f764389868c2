namespace Gradients.Ledger.Tournaments;

/// <summary>A fee arrives for an entry, in RAO; several payments add up.</summary>
public static class PayEntryFee
{
    public const string Alias = "pay_entry_fee";

    public static Refusal? Forbid(Tournament state, EntryFeePaid fact)
    {
        if (state is not Tournament.Open open)
            return Refusals.FieldNotOpen;
        if (open.Find(fact.Hotkey) is not { } entry)
            return Refusals.NoEntry(fact.Hotkey);
        if (fact.AmountRao <= 0 || fact.AmountRao > long.MaxValue - entry.PaidRao)
            return new("fee_malformed", "ledger: RAO is a positive whole number",
                $"A fee of {fact.AmountRao} RAO cannot be paid.");
        return null;
    }

    internal static Tournament Evolve(Tournament state, in Recorded e, EntryFeePaid fact)
    {
        if (state is not Tournament.Open open || open.IndexOf(fact.Hotkey) is not (>= 0 and var place))
            throw new CannotFollow(e.Stream, e.Version, $"a fee for {fact.Hotkey}, which has no open entry");
        var paid = open.Entries[place] with { PaidRao = open.Entries[place].PaidRao + fact.AmountRao };
        return open.With(e, place, paid);
    }
}
