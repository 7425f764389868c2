using System.Collections.Immutable;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tournaments;

/// <summary>One place of a tournament, from 1.</summary>
public sealed record AwardedPlace(Hotkey Hotkey, int Place) : IPart<AwardedPlace>
{
    public static AwardedPlace Pass<P>(ref P p, AwardedPlace? e) where P : IPass, allows ref struct =>
        new(p.Hotkey("hotkey"u8, e?.Hotkey),
            p.Count("place"u8, e?.Place ?? 0));
}

/// <summary>
/// The places of a tournament whose title is decided, where no rule derives them. Their order matters: sums run in it.
/// </summary>
public sealed record PlacesAwarded(ImmutableArray<AwardedPlace> Places) : TournamentEvent, IEvent<PlacesAwarded>
{
    public static string Alias => "places_awarded";

    public static PlacesAwarded Pass<P>(ref P p, PlacesAwarded? e) where P : IPass, allows ref struct =>
        new(p.Parts("places"u8, e?.Places ?? default));
}
