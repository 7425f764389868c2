using System.Collections.Immutable;
using Gradients.Ledger.Weights;

namespace Gradients.Projections.ChainAudits;

/// <summary>A weight setting of a ledger, with the hotkeys its uids stood for and what became of it.</summary>
/// <param name="Position">Of the setting.</param>
/// <param name="Hotkeys">By uid, as observed when it was derived.</param>
/// <param name="SeenAt">The block of that observation, where one was recorded.</param>
/// <param name="Nodes">Weights before they were scaled to 16 bits.</param>
/// <param name="Sent">The row as it is sent: uids and 16-bit weights.</param>
/// <param name="Submissions">What was signed for it, in order, with the outcomes.</param>
public sealed record Derivation(
    long Position, ImmutableArray<Hotkey> Hotkeys, long? SeenAt, ImmutableArray<NodeWeight> Nodes,
    ImmutableArray<(int Uid, ushort Weight)> Sent, ImmutableArray<Submission> Submissions)
{
    /// <summary>The blocks in which it was set or revealed, as the ledger says.</summary>
    public bool WasSetIn(ulong block) => Submissions.Any(s =>
        !s.IsCommit && s.Included is { Error: null } included && (ulong)included.Block == block);
}
