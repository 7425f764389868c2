namespace Gradients.Runners.Meter.Datasets;

/// <summary>A dataset that cannot be measured on: which file, and why.</summary>
public sealed class DatasetException(string file, string reason) : Exception($"{file}: {reason}")
{
    public string File { get; } = file;

    public string Reason { get; } = reason;
}
