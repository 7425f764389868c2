using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections;

/// <summary>Everybody in one running tournament.</summary>
internal sealed class Field(FieldHead head)
{
    /// <summary>By hotkey, in ordinal order.</summary>
    readonly List<Standing> _standings = [];

    /// <summary>Miners may enter.</summary>
    bool _isOpen = true;

    /// <summary>The round drawn last; 0 before the first.</summary>
    public int Round { get; set; }

    /// <summary>A refused entrant may enter again, and pays again.</summary>
    public void Enter(in Recorded e, EntrySubmitted fact, List<Row> rows)
    {
        var place = PlaceOf(fact.Hotkey);
        if (!_isOpen || (place >= 0 && _standings[place].Status != StandingStatus.Refused))
            throw new CannotFollow(e.Stream, e.Version, $"{fact.Hotkey} enters twice or after the field closed");
        if (place < 0)
            _standings.Insert(place = ~place, null!);
        Put(place, new(head, fact.Hotkey, StandingStatus.Entered) { Submission = fact, Position = e.Position }, rows);
    }

    public void Pay(in Recorded e, EntryFeePaid fact, List<Row> rows)
    {
        var place = FindOpen(e, fact.Hotkey);
        var before = _standings[place];
        Put(place, before with { PaidRao = before.PaidRao + fact.AmountRao, Position = e.Position }, rows);
    }

    public void Accept(in Recorded e, EntryAccepted fact, List<Row> rows)
    {
        var place = FindOpen(e, fact.Hotkey);
        Put(place, _standings[place] with { Status = StandingStatus.Accepted, Position = e.Position }, rows);
    }

    public void Refuse(in Recorded e, EntryRefused fact, List<Row> rows)
    {
        var place = FindOpen(e, fact.Hotkey);
        Put(place, _standings[place] with
        {
            Status = StandingStatus.Refused, Refusal = fact.Reason, Position = e.Position,
        }, rows);
    }

    /// <summary>The entrants play, the placeholder with them (surprise 15); other entries stay as they are.</summary>
    public void Close(in Recorded e, FieldClosed fact, List<Row> rows)
    {
        foreach (var hotkey in fact.Entrants)
        {
            var place = FindOpen(e, hotkey);
            if (_standings[place].Status != StandingStatus.Accepted)
                throw new CannotFollow(e.Stream, e.Version, $"{hotkey} is in the field, but was not accepted once");
            _standings[place] = _standings[place] with { Status = StandingStatus.Alive, Position = e.Position };
        }
        var placeholder = PlaceOf(Constants2025_12.Placeholder);
        if (!_isOpen || placeholder >= 0)
            throw new CannotFollow(e.Stream, e.Version, "the field closes twice or with the placeholder in it");
        _standings.Insert(~placeholder,
            new(head, Constants2025_12.Placeholder, StandingStatus.Alive) { Position = e.Position });
        _isOpen = false;
        foreach (var standing in _standings)
            if (standing.Status == StandingStatus.Alive)
                rows.Add(standing);
    }

    /// <summary>Rule 4.10: a task won earns round number times the type's weight, added once for each task.</summary>
    public void Decide(in Recorded e, TaskDecided fact, List<Row> rows)
    {
        if (fact.Winner is not { } winner)
            return;
        var place = Find(e, winner);
        var before = _standings[place];
        var earns = head.Champion is null || !Constants2025_12.IsPlaceholder(winner);
        Put(place, before with
        {
            TasksWon = before.TasksWon + 1,
            Points = earns ? before.Points + (Round * Constants2025_12.BaseWeight(head.Type)) : before.Points,
            Position = e.Position,
        }, rows);
    }

    public void Eliminate(in Recorded e, RoundClosed fact, List<Row> rows)
    {
        foreach (var hotkey in fact.Eliminated)
        {
            var place = Find(e, hotkey);
            if (_standings[place].Status != StandingStatus.Alive)
                throw new CannotFollow(e.Stream, e.Version, $"{hotkey} is eliminated, but was not alive");
            _standings[place] = _standings[place] with
            {
                Status = StandingStatus.Eliminated, EliminatedIn = fact.Round, Position = e.Position,
            };
        }
        foreach (var standing in _standings)
            if (standing.EliminatedIn == fact.Round)
                rows.Add(standing);
    }

    /// <summary>
    /// The stored winner is champion, though the placeholder was eliminated early as a rule (surprise 15). Rule 4.10
    /// leaves the real winner without points: its share comes from the title.
    /// </summary>
    public void Crown(in Recorded e, Hotkey winner, Hotkey real, List<Row> rows)
    {
        var place = Find(e, winner);
        _standings[place] = _standings[place] with
        {
            Status = StandingStatus.Champion, EliminatedIn = 0, Points = 0.0, Position = e.Position,
        };
        if (real != winner && PlaceOf(real) is >= 0 and var other)
            _standings[other] = _standings[other] with { Points = 0.0, Position = e.Position };
        foreach (var standing in _standings)
            if (standing.Hotkey == winner || standing.Hotkey == real)
                rows.Add(standing);
    }

    public void Cancel(in Recorded e, List<Row> rows)
    {
        foreach (var standing in _standings)
            if (standing.Status is not (StandingStatus.Refused or StandingStatus.Eliminated))
                rows.Add(standing with { Status = StandingStatus.Cancelled, Position = e.Position });
    }

    /// <summary>Place of a hotkey, or the complement of the place where it belongs.</summary>
    int PlaceOf(Hotkey hotkey)
    {
        var (low, high) = (0, _standings.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = _standings[middle].Hotkey.CompareTo(hotkey);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return ~low;
    }

    int Find(in Recorded e, Hotkey hotkey) => PlaceOf(hotkey) is >= 0 and var place
        ? place
        : throw new CannotFollow(e.Stream, e.Version, $"{hotkey} has not entered");

    int FindOpen(in Recorded e, Hotkey hotkey) => _isOpen
        ? Find(e, hotkey)
        : throw new CannotFollow(e.Stream, e.Version, $"the entry of {hotkey} changes after the field closed");

    void Put(int place, Standing standing, List<Row> rows)
    {
        _standings[place] = standing;
        rows.Add(standing);
    }
}
