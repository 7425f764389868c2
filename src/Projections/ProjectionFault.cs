namespace Gradients.Projections;

/// <summary>Why a projection stands still: the event it could not apply. Its position is the one before.</summary>
public sealed record ProjectionFault(long Position, string Stream, long Version, string Reason)
{
    public override string ToString() => $"position {Position}, {Stream} version {Version}: {Reason}";
}
