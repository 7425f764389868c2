namespace Gradients.Runners.Meter.Metrics;

/// <summary>
/// What one row contributes: its mean loss (a pair's loss for DPO) and the label tokens it is taken over.
/// </summary>
public sealed record ExampleLoss(int Row, double Loss, int Tokens);
