using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger.Rulebooks;

namespace Gradients.Ledger.Tournaments;

/// <summary>Record stakes: who gets into the field by them, and whether they were kept.</summary>
public static class RecordStakes
{
    public const string StakeEntry = "stake_entry";
    public const string ObserveStakes = "observe_stakes";
    const string Entering = "2025.09 4.7: entry by stake", Keeping = "2025.09 4.6: the stake at entry is kept";

    public static Refusal? Forbid(Tournament state, StakeEvent fact) => fact switch
    {
        EntryStaked e => Forbid(state, e),
        StakesObserved e => Forbid(state, e),
        _ => throw new UnreachableException($"No rule for {fact.GetType().Name}."),
    };

    /// <summary>What the ledger knows of earlier tournaments; an import brings what was before it.</summary>
    internal static Refusal? ForbidReturns(LedgerState state, string stream, EntryStaked e) =>
        state.TournamentOf(stream) is Tournament.Open { Terms.IsImported: false }
        && state.ReturnsOf(e.Hotkey) is var known && known != e.CompletedTournaments
            ? new("returns_differ", Entering,
                $"{e.Hotkey} took part in {known} completed tournaments, not {e.CompletedTournaments}.")
            : null;

    static Refusal? Forbid(Tournament state, EntryStaked e)
    {
        if (state is not Tournament.Open open)
            return Refusals.FieldNotOpen;
        if (!open.Terms.Book.ReadsStakes)
            return NotRead(open.Terms.Book);
        if (open.Find(e.Hotkey) is not { } entry)
            return Refusals.NoEntry(e.Hotkey);
        if (entry.Status != EntryStatus.Submitted || entry.Staked is not null)
            return new("entry_settled", Entering, $"The stake of {e.Hotkey} is known, or its entry is settled.");
        return IsStake(e.Stake) && e.CompletedTournaments >= 0 ? null : Malformed(Entering);
    }

    static Refusal? Forbid(Tournament state, StakesObserved e)
    {
        if (state is not Tournament.Running { Round: not null } running)
            return Refusals.NoRoundRunning;
        if (!running.Terms.Book.ReadsStakes)
            return NotRead(running.Terms.Book);
        var named = new HashSet<Hotkey>();
        foreach (var (hotkey, stake) in e.Stakes)
        {
            if (!running.Participants.Any(participant => participant.Hotkey == hotkey))
                return new("not_a_participant", Keeping, $"{hotkey} does not take part.");
            if (!IsStake(stake) || !named.Add(hotkey))
                return Malformed(Keeping);
        }
        return null;
    }

    static bool IsStake(double stake) => double.IsFinite(stake) && stake >= 0.0;

    static Refusal Malformed(string rule) =>
        new("stake_malformed", rule, "Stakes are finite, not negative, and one for each hotkey.");

    static Refusal NotRead(TournamentBook book) =>
        new("stakes_not_read", $"{book.Id}: who enters", $"Rulebook {book.Id} asks for no stake.");

    internal static Tournament Evolve(Tournament state, in Recorded e, StakeEvent fact)
    {
        if (fact is EntryStaked staked && state is Tournament.Open open
            && open.IndexOf(staked.Hotkey) is >= 0 and var place)
            return open.With(e, place, open.Entries[place] with { Staked = staked });
        if (fact is StakesObserved seen && state is Tournament.Running { Round: { } round } running)
            return running with { Version = e.Version, Round = Lost(running, round, seen) };
        throw new CannotFollow(e.Stream, e.Version, "stakes of nobody who enters or plays");
    }

    /// <summary>Who has less than at entry now; a later look corrects an earlier one.</summary>
    static Round Lost(Tournament.Running running, Round round, StakesObserved seen)
    {
        var lost = round.StakeLost;
        foreach (var (hotkey, stake) in seen.Stakes)
        {
            lost = lost.Remove(hotkey);
            foreach (var required in running.RequiredStakes)
                if (required.Hotkey == hotkey && stake < required.Amount)
                    lost = lost.Add(hotkey);
        }
        return round with { StakeLost = lost };
    }

    /// <summary>The stakes that the entrants of a field have to keep.</summary>
    internal static ImmutableArray<HotkeyAmount> Required(Tournament.Open open, ImmutableArray<Hotkey> entrants)
    {
        if (!open.Terms.Book.ReadsStakes)
            return [];
        var required = ImmutableArray.CreateBuilder<HotkeyAmount>();
        foreach (var hotkey in entrants)
            if (open.Find(hotkey)?.Staked is { } staked)
                required.Add(new(hotkey, staked.Stake));
        return required.DrainToImmutable();
    }
}
