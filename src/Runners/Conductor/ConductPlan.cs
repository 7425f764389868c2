using System.Collections.Immutable;
using Gradients.Ledger.Catalogues;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Tournaments;

namespace Gradients.Runners.Conductor;

/// <summary>What an operator decides, as pure functions of the ledger and the time (microseconds since 1970).</summary>
/// <param name="Netuid">Whose weights are derived when a tournament is completed.</param>
/// <param name="Announce">Tournaments that are due to be announced.</param>
/// <param name="MayClose">Whether an open field, all entries of which are settled, may close now.</param>
/// <param name="Champion">The code that defends the title where no champion of the ledger does.</param>
/// <param name="Archives">Whether winners' code is kept.</param>
/// <param name="Dataset">What the catalogue says of a task's data; null where it is not of the catalogue.</param>
public sealed record ConductPlan(
    int Netuid, Func<LedgerState, Desk, long, ImmutableArray<CommandLine>> Announce,
    Func<Tournament.Open, long, long, bool> MayClose, Func<TournamentType, Code?> Champion, bool Archives,
    Func<TaskPosed, CatalogueDataset?> Dataset)
{
    /// <summary>Nothing is announced; a field closes as soon as it has enough entrants.</summary>
    public static ConductPlan Plain(int netuid) => new(
        netuid, (_, _, _) => [],
        (open, _, _) => open.Entries.Count(entry => entry.Status == EntryStatus.Accepted)
            >= open.Terms.Book.MinimumEntrants,
        _ => null, Archives: false, _ => null);
}
