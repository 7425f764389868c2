namespace Gradients.Runners.Meter.Weights;

/// <summary>
/// A model folder that cannot be measured: which file, which tensor or field, and why. Never a fault of ours.
/// </summary>
public sealed class ModelException(string file, string? part, string reason)
    : Exception(part is null ? $"{file}: {reason}" : $"{file}: {part}: {reason}")
{
    public string File { get; } = file;

    /// <summary>Tensor or field, if the fault is in one.</summary>
    public string? Part { get; } = part;

    public string Reason { get; } = reason;
}
