using Gradients.Ledger.Chain;

namespace Gradients.Runners.Chain;

/// <summary>The program that a chain runs at some block: its versions, and how it writes things.</summary>
public sealed record ChainRuntime(string SpecName, ChainTerms Terms, RuntimeMetadata Metadata);
