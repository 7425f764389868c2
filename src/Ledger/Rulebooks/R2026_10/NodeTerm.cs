namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>One step in which a node came to its weight.</summary>
/// <param name="Kind">Where the amount comes from.</param>
/// <param name="Share">The hotkey's share of its type; for the burn node the scaled burn weight.</param>
/// <param name="Factor">
/// What the share is multiplied by; for the burn node the undistributed rest that is added.
/// </param>
/// <param name="Amount">What this step adds, or for the burn node sets.</param>
/// <param name="Total">The node's weight after this step.</param>
public readonly record struct NodeTerm(NodeTermKind Kind, double Share, double Factor, double Amount, double Total);

public enum NodeTermKind
{
    Text,
    Image,
    Environment,

    /// <summary>0.0001 for being alive in a running tournament.</summary>
    Participation,

    /// <summary>The burn node: what it had is replaced by the burn weight plus the undistributed rest.</summary>
    Burn,
}
