using System.Collections.Immutable;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tournaments;

/// <summary>No more entries: every accepted entrant takes part, and at least 8 are needed (there is no cap).</summary>
public sealed record CloseField : LedgerCommand, IPart<CloseField>
{
    public const string Alias = "close_field";

    public static CloseField Pass<P>(ref P p, CloseField? c) where P : IPass, allows ref struct => new();

    public static Decision Decide(Tournament state) =>
        Forbid(state) is { } refusal
            ? new Decision.Refuse(refusal)
            : Decision.Of(Conclude((Tournament.Open)state));

    public static Refusal? Forbid(Tournament state)
    {
        if (state is not Tournament.Open open)
            return Refusals.FieldNotOpen;
        var accepted = open.Terms.Book.Field(open).Length;
        // An imported season may hold fields from days when other minima held.
        if (accepted == 0 || (accepted < open.Terms.Book.MinimumEntrants && !open.Terms.IsImported))
            return new("field_too_small", $"{open.Terms.Book.Id}: a field has at least {open.Terms.Book.MinimumEntrants} entrants",
                $"{accepted} entries are accepted, {open.Terms.Book.MinimumEntrants} are needed.");
        return null;
    }

    internal static FieldClosed Conclude(Tournament.Open open) => new(open.Terms.Book.Field(open));

    internal static Tournament Evolve(Tournament state, in Recorded e, FieldClosed fact)
    {
        if (state is not Tournament.Open open)
            throw new CannotFollow(e.Stream, e.Version, "the field is closed though it is not open");
        // Surprise 15: the placeholder is a participant record of every tournament, though not in round 1.
        var participants = ImmutableArray.CreateBuilder<Participant>(fact.Entrants.Length + 1);
        foreach (var hotkey in fact.Entrants)
            participants.Add(new(hotkey, 0));
        participants.Add(new(open.Terms.Book.Placeholder, 0));
        return new Tournament.Running(
            e.Version, open.Terms, participants.MoveToImmutable(), open.Promises, [], null, [], [])
        {
            RequiredStakes = RecordStakes.Required(open, fact.Entrants),
        };
    }
}
