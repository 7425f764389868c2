namespace Gradients.Runners.Meter.Metrics;

/// <summary>
/// One token sequence and the positions whose tokens are to be predicted, each from what stands before it.
/// </summary>
/// <param name="Row">Number of the dataset row.</param>
/// <param name="Labels">Ascending, none of them 0.</param>
public sealed record Example(int Row, int[] Tokens, int[] Labels);
