using System.Collections.Immutable;
using Gradients.Ledger.Store;

namespace Gradients.Projections;

/// <summary>
/// One question to the ledger, answered by a fold over its events: the same events give the same rows, live, replayed
/// or rebuilt. It holds the rows that later events may still change, and puts another in the place of one that does; a
/// row itself never changes. It starts before position 1: to go on from a bookmark, fold up to there and drop the rows.
/// </summary>
public abstract class RunningProjection
{
    private protected RunningProjection()
    {
    }

    /// <summary>Its stable name, which its bookmark and its rebuild go by.</summary>
    public abstract string Name { get; }

    /// <summary>The tables it fills; most fill one of the projection's own name.</summary>
    public abstract ImmutableArray<Table> Tables { get; }

    /// <summary>Position of the last event applied, which the rows reflect; 0 before the first.</summary>
    public long Position { get; private set; }

    /// <summary>What stopped it. From then on there are no more rows, and the position stays.</summary>
    public ProjectionFault? Fault { get; private set; }

    /// <summary>Applies the next event and adds the rows it changes; if it cannot be applied, sets the fault.</summary>
    public void Apply(in Recorded e, List<Row> rows)
    {
        if (Fault is not null)
            return;
        if (e.Position != Position + 1)
        {
            Fault = new(e.Position, e.Stream, e.Version, $"position {e.Position} follows {Position}");
            return;
        }
        var before = rows.Count;
        try
        {
            Fold(e, rows);
            Position = e.Position;
        }
        catch (CannotFollow trouble)
        {
            // What it holds may be half changed; it is not asked again.
            rows.RemoveRange(before, rows.Count - before);
            Fault = new(e.Position, e.Stream, e.Version, trouble.Reason);
        }
    }

    /// <summary>
    /// Adds the rows that one more event changes, in whole, in an order that only the events decide. The switch over
    /// events is closed: an event type that a projection neither reads nor names as ignored is unreachable.
    /// </summary>
    /// <exception cref="CannotFollow">The event has no place after those folded so far.</exception>
    private protected abstract void Fold(in Recorded e, List<Row> rows);
}
