using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>One type's part of rule 4.13.</summary>
/// <param name="Weight">Its pool (rule 4.11): what the real winner's share is taken of.</param>
/// <param name="BaseWeight">What everybody else's share is taken of; today the same number.</param>
/// <param name="Tournament">The latest completed tournament; null where there is none, and all of it is burnt.</param>
public sealed record TypeInputs(double Weight, double BaseWeight, SplitInputs? Tournament);

/// <summary>Everything rule 4.13 reads.</summary>
/// <param name="Metagraph">Which hotkey holds which uid; as many nodes as it has.</param>
/// <param name="Participants">Alive in a running tournament; a hotkey listed twice counts twice.</param>
/// <param name="BurnWeight">0.0 under this rulebook; published audits may carry another.</param>
public sealed record WeightInputs(
    Metagraph Metagraph, ImmutableArray<Hotkey> Participants, PerType<TypeInputs> Types, double BurnWeight);
