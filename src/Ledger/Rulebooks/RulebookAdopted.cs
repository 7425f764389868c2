using System.Collections.Immutable;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Rulebooks;

/// <summary>What happens to the rules.</summary>
public abstract record RulebookEvent : LedgerEvent
{
    private protected RulebookEvent()
    {
    }
}

/// <summary>One named number of a rulebook.</summary>
public sealed record Constant(string Name, double Value) : IPart<Constant>
{
    public static Constant Pass<P>(ref P p, Constant? e) where P : IPass, allows ref struct =>
        new(p.Text("name"u8, e?.Name),
            p.Number("value"u8, e?.Value ?? 0));
}

/// <summary>A rulebook comes into force, with every constant it decides by; later announcements may bind to it.</summary>
public sealed record RulebookAdopted(ImmutableArray<Constant> Constants, string Rulebook)
    : RulebookEvent, IEvent<RulebookAdopted>
{
    public static string Alias => "rulebook_adopted";

    public static RulebookAdopted Pass<P>(ref P p, RulebookAdopted? e) where P : IPass, allows ref struct =>
        new(p.Parts("constants"u8, e?.Constants ?? default),
            p.Text("rulebook"u8, e?.Rulebook));
}
