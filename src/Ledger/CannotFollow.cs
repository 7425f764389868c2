namespace Gradients.Ledger;

/// <summary>An event stands where the events before it leave no place for it.</summary>
public sealed class CannotFollow(string stream, long version, string reason)
    : InvalidOperationException($"{stream} version {version}: {reason}")
{
    public string Stream { get; } = stream;

    public long Version { get; } = version;

    public string Reason { get; } = reason;
}
