using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections;

/// <summary>The running round of a tournament, or the one last closed: nodes may still go.</summary>
internal sealed class BracketRounds
{
    BracketRound _round = new("", 0, RoundKind.Group);
    BracketSeat[] _seats = [];
    bool _isClosed = true;

    /// <summary>The rows of everybody drawn, by slot and by place in it.</summary>
    public void Draw(in Recorded e, RoundDrawn fact, List<Row> rows)
    {
        if (!_isClosed || fact.Round != _round.Number + 1)
            throw new CannotFollow(e.Stream, e.Version, $"round {fact.Round} is drawn after round {_round.Number}");
        _round = new(Streams.TournamentId(e.Stream), fact.Round, fact.Kind);
        _isClosed = false;
        var seats = new List<BracketSeat>();
        for (var slot = 0; slot < fact.Assignments.Length; slot++)
            for (var seat = 0; seat < fact.Assignments[slot].Length; seat++)
                seats.Add(new(_round, fact.Assignments[slot][seat], slot, seat) { Position = e.Position });
        _seats = [.. seats];
        rows.AddRange(_seats);
    }

    public void Decide(in Recorded e, TaskDecided fact, List<Row> rows)
    {
        if (_isClosed)
            throw new CannotFollow(e.Stream, e.Version, $"task '{fact.Task}' is decided while no round is running");
        if ((_round.Kind == RoundKind.Boss ? fact.BossRoundWinner : fact.Winner) is not { } winner)
            return;
        if (PlaceOf(winner) is not (>= 0 and var place))
            throw new CannotFollow(
                e.Stream, e.Version, $"{winner} wins a task, but has no seat in round {_round.Number}");
        Put(place, _seats[place] with { TasksTaken = _seats[place].TasksTaken + 1, Position = e.Position }, rows);
    }

    public void Close(in Recorded e, RoundClosed fact, List<Row> rows)
    {
        if (_isClosed || fact.Round != _round.Number)
            throw new CannotFollow(
                e.Stream, e.Version, $"round {fact.Round} is closed, round {_round.Number} was drawn last");
        _isClosed = true;
        for (var i = 0; i < _seats.Length; i++)
            Put(i, _seats[i] with
            {
                Advanced = fact.Advanced.Contains(_seats[i].Hotkey), Position = e.Position,
            }, rows);
    }

    /// <summary>A node is gone before the next draw: a row for those who played this round.</summary>
    public void LoseNode(in Recorded e, NodeGone fact, List<Row> rows)
    {
        if (!_isClosed)
            throw new CannotFollow(e.Stream, e.Version, $"a node goes while round {_round.Number} is running");
        if (PlaceOf(fact.Hotkey) is >= 0 and var place)
            Put(place, _seats[place] with { IsGone = true, Position = e.Position }, rows);
    }

    int PlaceOf(Hotkey hotkey)
    {
        for (var i = 0; i < _seats.Length; i++)
            if (_seats[i].Hotkey == hotkey)
                return i;
        return -1;
    }

    void Put(int place, BracketSeat seat, List<Row> rows)
    {
        _seats[place] = seat;
        rows.Add(seat);
    }
}

/// <summary>What all seats of a drawn round have in common; number 0 before the first draw.</summary>
internal sealed record BracketRound(string Tournament, int Number, RoundKind Kind);

/// <summary>One place in a group or pair: the row of <see cref="Bracket"/>.</summary>
internal sealed record BracketSeat(BracketRound Round, Hotkey Hotkey, int Slot, int Seat) : Row
{
    public int TasksTaken { get; init; }

    /// <summary>Open until the round closes.</summary>
    public bool? Advanced { get; init; }

    public bool IsGone { get; init; }

    public long Position { get; init; }

    public override Table Table => Bracket.Table;

    public override KeyValues Key => new(Round.Tournament, Hotkey.Text, null, Round.Number, Slot);

    protected override System.Collections.Immutable.ImmutableArray<object?> LayOut() =>
    [
        Round.Tournament,
        Cell.Of(Round.Number),
        Cell.Of(Slot),
        Hotkey.Text,
        Cell.Of(Round.Kind),
        Cell.Of(Round.Kind == RoundKind.Boss),
        Cell.Of(Seat),
        Cell.Of(Constants2025_12.IsPlaceholder(Hotkey)),
        Cell.Of(TasksTaken),
        Cell.Of(Advanced),
        Cell.Of(IsGone),
        Position,
    ];
}
