namespace Gradients.Runners.Meter.Measuring;

/// <summary>What is to be measured, on what and how.</summary>
/// <param name="Base">The task's base model: needed for DPO, GRPO divergences, adapters, and the checks against
/// it.</param>
/// <param name="DatasetType">The task's dataset type as JSON, in the reference's field names.</param>
/// <param name="MaxExamples">Only the first so many examples: a partial measurement, never used for
/// advancement.</param>
public sealed record MeasureRequest(
    string Model, string? Base, string Dataset, TaskType TaskType, string DatasetType, int? MaxExamples = null);
