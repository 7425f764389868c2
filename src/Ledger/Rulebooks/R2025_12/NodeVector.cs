using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>What rule 4.12 gives.</summary>
/// <param name="Weights">The weight of each uid, a fraction of one.</param>
/// <param name="Undistributed">What both types could not give to registered hotkeys; it is burnt.</param>
/// <param name="Sum">The weights added left to right from 0; below one where surprise 9 struck.</param>
public sealed record NodeVector(ImmutableArray<double> Weights, double Undistributed, double Sum);
