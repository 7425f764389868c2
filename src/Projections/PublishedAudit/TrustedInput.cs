namespace Gradients.Projections.PublishedAudit;

/// <summary>An input that the recomputation takes as given, and why nothing in the files can prove it.</summary>
public sealed record TrustedInput(string Input, string Why);
