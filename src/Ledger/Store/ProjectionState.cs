using System.Collections.Immutable;

namespace Gradients.Ledger.Store;

/// <summary>Where the projection tables stand against the ledger, as one snapshot.</summary>
/// <param name="Head">The ledger's last position; 0 when it is empty.</param>
/// <param name="Bookmarks">The position each projection's tables reflect, by name; absent before the first row.</param>
/// <param name="Stops">The projections that met an event they could not apply, by name.</param>
public sealed record ProjectionState(
    long Head,
    ImmutableSortedDictionary<string, long> Bookmarks,
    ImmutableSortedDictionary<string, ProjectionStop> Stops)
{
    /// <summary>The position a projection's tables reflect; 0 before the first event.</summary>
    public long Bookmark(string projection) => Bookmarks.GetValueOrDefault(projection);
}

/// <summary>The event a projection could not apply. It stands still, visibly, until it is rebuilt.</summary>
public sealed record ProjectionStop(long Position, string Reason);
