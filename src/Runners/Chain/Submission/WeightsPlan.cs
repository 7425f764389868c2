using System.Collections.Immutable;
using Gradients.Ledger.Chain;
using Gradients.Ledger.Weights;

namespace Gradients.Runners.Chain;

/// <summary>Everything about the next extrinsic but its signature.</summary>
/// <param name="At">The finalized block all of it was read at, and in which its era is born.</param>
/// <param name="Fact">What is recorded before the key is asked.</param>
/// <param name="Uids">The row as it is sent.</param>
public sealed record WeightsPlan(
    PinnedBlock At, WeightsSubmitted Fact, ImmutableArray<ushort> Uids, ImmutableArray<ushort> Weights,
    UnsignedExtrinsic Extrinsic);

/// <summary>How an attempt to bring weights onto the chain ended.</summary>
public enum SubmissionEnd
{
    /// <summary>The chain stores exactly what follows from the row that was sent.</summary>
    Stored,

    /// <summary>The commit stands; its row is revealed in a later epoch.</summary>
    Committed,

    /// <summary>Nothing to do: this epoch has its weights, or a reveal is not due yet.</summary>
    NothingDue,

    /// <summary>The chain took the row and stores another one.</summary>
    Diverged,

    /// <summary>The extrinsic stands in a block and failed there.</summary>
    Failed,

    /// <summary>Its era passed and no block holds it.</summary>
    Expired,

    /// <summary>The node's pool refused it; its epoch is free again when its era has passed.</summary>
    RefusedByPool,

    /// <summary>Nothing was signed: the chain would not take it, or there is doubt.</summary>
    NotSent,
}

/// <param name="Says">One sentence.</param>
public sealed record SubmissionResult(SubmissionEnd End, string Says)
{
    public bool IsGood => End is SubmissionEnd.Stored or SubmissionEnd.Committed or SubmissionEnd.NothingDue;
}
