namespace Gradients.Runners.Meter.Weights;

/// <summary>
/// Element types of weights that are read; a file may hold others (masks, counters) as long as nobody asks for them.
/// </summary>
public enum TensorType
{
    F32,
    F16,
    BF16,
    Other,
}
