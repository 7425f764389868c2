using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections;

/// <summary>Everybody in one running tournament.</summary>
/// <param name="Champion">Who defends the title; the placeholder plays for it.</param>
/// <param name="Round">The round drawn last; 0 before the first.</param>
/// <param name="IsOpen">Miners may enter.</param>
/// <param name="Standings">By hotkey, in ordinal order.</param>
internal sealed record Field(
    string Tournament, TournamentType Type, Hotkey? Champion, int Round, bool IsOpen,
    ImmutableArray<Standing> Standings)
{
    public static Field Of(in Recorded e, TournamentAnnounced fact)
    {
        // An empty name is no name, as in rule 4.7.
        var champion = fact.DefendingChampion is { Text.Length: > 0 } named ? named : (Hotkey?)null;
        return new(Streams.TournamentId(e.Stream), fact.Type, champion, Round: 0, IsOpen: true, []);
    }

    /// <summary>A refused entrant may enter again, and pays again.</summary>
    public Step<Field> Enter(in Recorded e, EntrySubmitted fact)
    {
        var place = PlaceOf(fact.Hotkey);
        if (!IsOpen || (place >= 0 && Standings[place].Status != StandingStatus.Refused))
            throw new CannotFollow(e.Stream, e.Version, $"{fact.Hotkey} enters twice or after the field closed");
        return Put(e, place, new(fact.Hotkey, StandingStatus.Entered, fact));
    }

    public Step<Field> Pay(in Recorded e, EntryFeePaid fact)
    {
        var place = FindOpen(e, fact.Hotkey);
        return Put(e, place, Standings[place] with { PaidRao = Standings[place].PaidRao + fact.AmountRao });
    }

    public Step<Field> Accept(in Recorded e, EntryAccepted fact)
    {
        var place = FindOpen(e, fact.Hotkey);
        return Put(e, place, Standings[place] with { Status = StandingStatus.Accepted });
    }

    public Step<Field> Refuse(in Recorded e, EntryRefused fact)
    {
        var place = FindOpen(e, fact.Hotkey);
        return Put(e, place, Standings[place] with { Status = StandingStatus.Refused, Refusal = fact.Reason });
    }

    /// <summary>The entrants play, the placeholder with them (surprise 15); other entries stay as they are.</summary>
    public Step<Field> Close(in Recorded e, FieldClosed fact)
    {
        var standings = Standings.ToBuilder();
        foreach (var hotkey in fact.Entrants)
        {
            var place = FindOpen(e, hotkey);
            if (standings[place].Status != StandingStatus.Accepted)
                throw new CannotFollow(e.Stream, e.Version, $"{hotkey} is in the field, but was not accepted once");
            standings[place] = standings[place] with { Status = StandingStatus.Alive };
        }
        var placeholder = PlaceOf(Constants2025_12.Placeholder);
        if (!IsOpen || placeholder >= 0)
            throw new CannotFollow(e.Stream, e.Version, "the field closes twice or with the placeholder in it");
        standings.Insert(~placeholder, new(Constants2025_12.Placeholder, StandingStatus.Alive));
        var closed = this with { IsOpen = false, Standings = standings.DrainToImmutable() };
        return new(closed, closed.Rows(e, standing => standing.Status == StandingStatus.Alive));
    }

    /// <summary>Rule 4.10: a task won earns round number times the type's weight, added once for each task.</summary>
    public Step<Field> Decide(in Recorded e, TaskDecided fact)
    {
        if (fact.Winner is not { } winner)
            return new(this);
        var place = Find(e, winner);
        var standing = Standings[place];
        var earns = Champion is null || !Constants2025_12.IsPlaceholder(winner);
        return Put(e, place, standing with
        {
            TasksWon = standing.TasksWon + 1,
            Points = earns ? standing.Points + (Round * Constants2025_12.BaseWeight(Type)) : standing.Points,
        });
    }

    public Step<Field> Eliminate(in Recorded e, RoundClosed fact)
    {
        var standings = Standings.ToBuilder();
        foreach (var hotkey in fact.Eliminated)
        {
            var place = Find(e, hotkey);
            if (standings[place].Status != StandingStatus.Alive)
                throw new CannotFollow(e.Stream, e.Version, $"{hotkey} is eliminated, but was not alive");
            standings[place] = standings[place] with { Status = StandingStatus.Eliminated, EliminatedIn = fact.Round };
        }
        var after = this with { Standings = standings.DrainToImmutable() };
        return new(after, after.Rows(e, standing => standing.EliminatedIn == fact.Round));
    }

    /// <summary>
    /// The stored winner is champion, though the placeholder was eliminated early as a rule (surprise 15). Rule 4.10
    /// leaves the real winner without points: its share comes from the title.
    /// </summary>
    public Step<Field> Crown(in Recorded e, Hotkey winner, Hotkey real)
    {
        var place = Find(e, winner);
        var crowned = Standings[place] with { Status = StandingStatus.Champion, EliminatedIn = 0, Points = 0.0 };
        var after = this with { Standings = Standings.SetItem(place, crowned) };
        var other = real == winner ? -1 : after.PlaceOf(real);
        if (other >= 0)
            after = after with { Standings = after.Standings.SetItem(other, Standings[other] with { Points = 0.0 }) };
        return new(after, after.Rows(e, standing => standing.Hotkey == winner || standing.Hotkey == real));
    }

    public ImmutableArray<Row> Cancel(in Recorded e)
    {
        var rows = ImmutableArray.CreateBuilder<Row>();
        foreach (var standing in Standings)
            if (standing.Status is not (StandingStatus.Refused or StandingStatus.Eliminated))
                rows.Add(RowOf(standing with { Status = StandingStatus.Cancelled }, e.Position));
        return rows.DrainToImmutable();
    }

    /// <summary>Place of a hotkey, or the complement of the place where it belongs.</summary>
    int PlaceOf(Hotkey hotkey)
    {
        var (low, high) = (0, Standings.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = Standings[middle].Hotkey.CompareTo(hotkey);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return ~low;
    }

    int Find(in Recorded e, Hotkey hotkey) => PlaceOf(hotkey) is >= 0 and var place
        ? place
        : throw new CannotFollow(e.Stream, e.Version, $"{hotkey} has not entered");

    int FindOpen(in Recorded e, Hotkey hotkey) => IsOpen
        ? Find(e, hotkey)
        : throw new CannotFollow(e.Stream, e.Version, $"the entry of {hotkey} changes after the field closed");

    Step<Field> Put(in Recorded e, int place, Standing standing)
    {
        var standings = place >= 0 ? Standings.SetItem(place, standing) : Standings.Insert(~place, standing);
        return new(this with { Standings = standings }, [RowOf(standing, e.Position)]);
    }

    ImmutableArray<Row> Rows(in Recorded e, Func<Standing, bool> isChanged)
    {
        object position = e.Position;
        var rows = ImmutableArray.CreateBuilder<Row>(Standings.Length);
        foreach (var standing in Standings)
            if (isChanged(standing))
                rows.Add(RowOf(standing, position));
        return rows.DrainToImmutable();
    }

    Row RowOf(Standing standing, object position) => new(Projections.Standings.Tables[0],
    [
        Tournament,
        standing.Hotkey.Text,
        Cell.Of(Type),
        standing.StatusWord,
        standing.Refusal,
        standing.EliminatedIn > 0 ? Cell.Of(standing.EliminatedIn) : null,
        Cell.Of(standing.TasksWon),
        standing.Points,
        standing.Submission?.Repository,
        standing.Submission?.Commit,
        standing.Submission?.Coldkey,
        standing.PaidRao,
        Constants2025_12.IsPlaceholder(standing.Hotkey) ? Champion?.Text : null,
        position,
    ]);
}
