using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tournaments;

/// <summary>Report the places of a tournament that its rounds do not tell (rule 2026.10 4.12 pays by them).</summary>
public static class AwardPlaces
{
    public const string Alias = "award_places";

    public static Refusal? Forbid(Tournament state, PlacesAwarded fact)
    {
        if (state is not Tournament.Decided { Places.IsEmpty: true } decided)
            return new("no_places_due", "2026.10 4.12: places are named once, when the title is decided",
                "The title is not decided, the tournament is completed, or its places are named already.");
        if (decided.Course.Terms.Book.ForbidPlaces(decided) is { } refusal)
            return refusal;
        var malformed = fact.Places.IsEmpty || fact.Places.Any(place => place.Place < 1)
            || fact.Places.Select(place => place.Hotkey).Distinct().Count() != fact.Places.Length;
        return malformed
            ? new("places_malformed", "2026.10 4.12: places count from 1, each hotkey has one",
                "Places count from 1, and each hotkey has one of them.")
            : null;
    }

    internal static Tournament Evolve(Tournament state, in Recorded e, PlacesAwarded fact) =>
        state is Tournament.Decided decided
            ? decided with
            {
                Version = e.Version,
                Places = ImmutableArray.CreateRange(
                    fact.Places, place => new FinalPosition(place.Hotkey, place.Place)),
            }
            : throw new CannotFollow(e.Stream, e.Version, "places are named before the title is decided");
}
