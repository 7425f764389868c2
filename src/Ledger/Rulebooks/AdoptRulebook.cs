using System.Collections.Immutable;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Rulebooks;

/// <summary>Bring a rulebook into force: its constants are recorded beside its id.</summary>
public sealed record AdoptRulebook(string Rulebook) : LedgerCommand, IPart<AdoptRulebook>
{
    public const string Alias = "adopt_rulebook";

    public static AdoptRulebook Pass<P>(ref P p, AdoptRulebook? c) where P : IPass, allows ref struct =>
        new(p.Text("rulebook"u8, c?.Rulebook));

    public static Decision Decide(LedgerState state, AdoptRulebook command)
    {
        var adopted = Conclude(command.Rulebook);
        return Decision.Unless(Forbid(state, adopted), adopted);
    }

    public static Refusal? Forbid(LedgerState state, RulebookAdopted fact)
    {
        if (KnownRulebooks.Find(fact.Rulebook) is null)
            return new("rulebook_unknown", "ledger: rules are versioned code",
                $"This program knows no rulebook '{fact.Rulebook}'; it knows "
                    + string.Join(", ", KnownRulebooks.All.Select(known => known.Id)) + ".");
        return state.Rulebooks.Contains(fact.Rulebook)
            ? new("rulebook_adopted", "ledger: a rulebook is adopted once", $"'{fact.Rulebook}' is in force already.")
            : null;
    }

    /// <summary>The constants as this code holds them.</summary>
    internal static RulebookAdopted Conclude(string rulebook) =>
        new(KnownRulebooks.Find(rulebook)?.Constants ?? [], rulebook);

    internal static LedgerState Evolve(LedgerState state, in Recorded e, RulebookEvent fact) => fact switch
    {
        RulebookAdopted adopted => state with { Rulebooks = state.Rulebooks.Add(adopted.Rulebook) },
        _ => throw new System.Diagnostics.UnreachableException($"No fold for {fact.GetType().Name}."),
    };
}
