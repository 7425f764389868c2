namespace Gradients.Runners.Meter.Datasets;

/// <summary>A row that takes no part in a measurement, and why.</summary>
public sealed record DroppedRow(int Row, string Reason);
