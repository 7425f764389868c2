using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections;

/// <summary>One drawn round: number 0 and nobody seated before the first draw.</summary>
internal sealed record BracketRound(
    string Tournament, int Number, RoundKind Kind, bool IsClosed, ImmutableArray<BracketSeat> Seats)
{
    public static BracketRound None(in Recorded e) =>
        new(Streams.TournamentId(e.Stream), 0, RoundKind.Group, IsClosed: true, []);

    /// <summary>The rows of everybody drawn, by slot and by place in it.</summary>
    public Step<BracketRound> Draw(in Recorded e, RoundDrawn fact)
    {
        if (!IsClosed || fact.Round != Number + 1)
            throw new CannotFollow(e.Stream, e.Version, $"round {fact.Round} is drawn after round {Number}");
        var seats = ImmutableArray.CreateBuilder<BracketSeat>();
        for (var slot = 0; slot < fact.Assignments.Length; slot++)
            for (var seat = 0; seat < fact.Assignments[slot].Length; seat++)
                seats.Add(new(fact.Assignments[slot][seat], slot, seat, TasksTaken: 0, Advanced: null, IsGone: false));
        var drawn = new BracketRound(Tournament, fact.Round, fact.Kind, IsClosed: false, seats.DrainToImmutable());
        return new(drawn, drawn.Rows(e));
    }

    public Step<BracketRound> Decide(in Recorded e, TaskDecided fact)
    {
        if (IsClosed)
            throw new CannotFollow(e.Stream, e.Version, $"task '{fact.Task}' is decided while no round is running");
        if ((Kind == RoundKind.Boss ? fact.BossRoundWinner : fact.Winner) is not { } winner)
            return new(this);
        if (PlaceOf(winner) is not (>= 0 and var place))
            throw new CannotFollow(e.Stream, e.Version, $"{winner} wins a task, but has no seat in round {Number}");
        return WithSeat(e, place, Seats[place] with { TasksTaken = Seats[place].TasksTaken + 1 });
    }

    public Step<BracketRound> Close(in Recorded e, RoundClosed fact)
    {
        if (IsClosed || fact.Round != Number)
            throw new CannotFollow(e.Stream, e.Version, $"round {fact.Round} is closed, round {Number} was drawn last");
        var closed = this with
        {
            IsClosed = true,
            Seats = ImmutableArray.CreateRange(
                Seats, seat => seat with { Advanced = fact.Advanced.Contains(seat.Hotkey) }),
        };
        return new(closed, closed.Rows(e));
    }

    /// <summary>A node is gone before the next draw: a row for those who played this round.</summary>
    public Step<BracketRound> LoseNode(in Recorded e, NodeGone fact)
    {
        if (!IsClosed)
            throw new CannotFollow(e.Stream, e.Version, $"a node goes while round {Number} is running");
        return PlaceOf(fact.Hotkey) is >= 0 and var place
            ? WithSeat(e, place, Seats[place] with { IsGone = true })
            : new(this);
    }

    int PlaceOf(Hotkey hotkey)
    {
        for (var i = 0; i < Seats.Length; i++)
            if (Seats[i].Hotkey == hotkey)
                return i;
        return -1;
    }

    Step<BracketRound> WithSeat(in Recorded e, int place, BracketSeat seat) =>
        new(this with { Seats = Seats.SetItem(place, seat) }, [RowOf(seat, e.Position)]);

    ImmutableArray<Row> Rows(in Recorded e)
    {
        object position = e.Position;
        return ImmutableArray.CreateRange(Seats, seat => RowOf(seat, position));
    }

    Row RowOf(BracketSeat seat, object position) => new(Bracket.Tables[0],
    [
        Tournament,
        Cell.Of(Number),
        Cell.Of(seat.Slot),
        seat.Hotkey.Text,
        Cell.Of(Kind),
        Cell.Of(Kind == RoundKind.Boss),
        Cell.Of(seat.Seat),
        Cell.Of(Constants2025_12.IsPlaceholder(seat.Hotkey)),
        Cell.Of(seat.TasksTaken),
        Cell.Of(seat.Advanced),
        Cell.Of(seat.IsGone),
        position,
    ]);
}

/// <summary>One place in a group or pair. <paramref name="Advanced"/> is open until the round closes.</summary>
internal sealed record BracketSeat(Hotkey Hotkey, int Slot, int Seat, int TasksTaken, bool? Advanced, bool IsGone);
