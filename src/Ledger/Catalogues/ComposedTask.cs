using System.Collections.Immutable;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Catalogues;

/// <summary>A task as round, seed and catalogue give it; only its held-out rows are not looked at yet.</summary>
/// <param name="Number">Its place among all tasks that the round poses, from 0; stand-ins count on.</param>
/// <param name="Id">In the form of a UUID: a digest of the catalogue, the tournament, the seed and the number.</param>
/// <param name="SplitSeed">32 bytes in hex: which rows are held out.</param>
/// <param name="Gpu">For example <c>2xH100</c>; absent where processors are enough.</param>
/// <param name="Replaces">The task it stands in for, if any.</param>
public sealed record ComposedTask(
    int Number, string Id, int Slot, TaskType Type, ImmutableArray<Hotkey> Entrants, CatalogueModel Model,
    CatalogueDataset Dataset, string SplitSeed, string? Gpu, double Hours, string? Replaces)
{
    /// <summary>What <c>pose_task</c> records, once the rows are split.</summary>
    /// <param name="heldOutDigest"><c>sha256:</c> of the held-out rows.</param>
    public TaskPosed Posed(string heldOutDigest) => new(
        Dataset.Digest, Entrants, Gpu, heldOutDigest, Hours, Model.Name, Replaces, Slot, Id, Type);
}
