using Gradients.Ledger.Store;
using Gradients.Projections;

namespace Gradients.Api.Database;

/// <summary>
/// Every projection going along with the ledger, and the rows that its events gave and the tables may lack. What is to
/// be written follows from where the tables say they stand: others write them too, and a server that crashed may have
/// forgotten their last commits, whose disk nobody waits for.
/// </summary>
internal sealed class PendingRows(ProjectionState tables)
{
    readonly ProjectionSet _projections = new();
    readonly List<Row> _rows = [];
    readonly List<(string Projection, long Position, Row Row)> _pending = [];
    ProjectionState _written = tables;
    long _folded;

    /// <summary>The next event of the ledger, whoever appended it.</summary>
    public void Fold(Recorded e)
    {
        foreach (var projection in _projections.Running)
        {
            _rows.Clear();
            projection.Apply(e, _rows);
            if (e.Position > _written.Bookmark(projection.Name))
                foreach (var row in _rows)
                    _pending.Add((projection.Name, e.Position, row));
        }
    }

    /// <summary>
    /// The projections whose tables stand further back than the rows kept here reach: they have to be filled anew.
    /// </summary>
    public string[] Lost(ProjectionState tables) => [.. _projections.Running
        .Where(projection => !tables.Stops.ContainsKey(projection.Name)
            && tables.Bookmark(projection.Name) < Math.Min(
                projection.Position, Math.Max(_folded, _written.Bookmark(projection.Name))))
        .Select(projection => projection.Name)];

    /// <summary>The rows that the tables lack, in the order of their events.</summary>
    public IEnumerable<Row> Rows(ProjectionState tables) => _pending
        .Where(pending => pending.Position > tables.Bookmark(pending.Projection)
            && !tables.Stops.ContainsKey(pending.Projection))
        .Select(pending => pending.Row);

    /// <summary>The projections that move the tables, or stop at an event they cannot apply.</summary>
    public IEnumerable<RunningProjection> Moving(ProjectionState tables) => _projections.Running
        .Where(projection => !tables.Stops.ContainsKey(projection.Name)
            && (projection.Position > tables.Bookmark(projection.Name) || projection.Fault is not null));

    /// <summary>The rows are in the tables: they are let go.</summary>
    /// <param name="tables">Where the tables stand now.</param>
    public void Written(ProjectionState tables)
    {
        _pending.Clear();
        _written = tables;
        _folded = _projections.Running.Max(projection => projection.Position);
    }
}
