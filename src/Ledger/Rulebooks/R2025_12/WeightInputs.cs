using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>Everything rule 4.12 reads.</summary>
/// <param name="Metagraph">Which hotkey holds which uid; as many nodes as it has.</param>
/// <param name="Participants">
/// Distinct hotkeys not yet eliminated from a running tournament, the placeholder included. Their order is free.
/// </param>
/// <param name="Text">The latest completed text tournament; null when there is none.</param>
/// <param name="Image">The latest completed image tournament; null when there is none.</param>
/// <param name="TextWeight">The text tournament's share of emission (rule 4.9).</param>
/// <param name="ImageWeight">The image tournament's share of emission (rule 4.9).</param>
/// <param name="BurnWeight">The share that is burnt (rule 4.9).</param>
public sealed record WeightInputs(
    Metagraph Metagraph,
    ImmutableArray<Hotkey> Participants,
    TypeWeights? Text,
    TypeWeights? Image,
    double TextWeight,
    double ImageWeight,
    double BurnWeight);

/// <summary>What one type's latest completed tournament brings into the node weights.</summary>
/// <param name="Winner">As stored.</param>
/// <param name="Base">Stands in for the placeholder as winner.</param>
/// <param name="Weights">From <see cref="PointTable.Weights"/>; sums run in this order.</param>
public sealed record TypeWeights(Hotkey? Winner, Hotkey? Base, ImmutableArray<HotkeyAmount> Weights);
