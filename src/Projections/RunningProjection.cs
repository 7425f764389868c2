using System.Collections.Immutable;
using Gradients.Ledger.Store;

namespace Gradients.Projections;

/// <summary>
/// A projection on its way through the ledger, whatever its state is made of. It starts before position 1; to go on
/// from a bookmark, fold up to there and drop the rows.
/// </summary>
public abstract class RunningProjection
{
    private protected RunningProjection()
    {
    }

    public abstract string Name { get; }

    public abstract ImmutableArray<Table> Tables { get; }

    /// <summary>Position of the last event applied, which the rows reflect; 0 before the first.</summary>
    public long Position { get; private protected set; }

    /// <summary>What stopped it. From then on there are no more rows, and the position stays.</summary>
    public ProjectionFault? Fault { get; private protected set; }

    /// <summary>Applies the next event and adds the rows it changes; if it cannot be applied, sets the fault.</summary>
    public abstract void Apply(in Recorded e, List<Row> rows);
}
