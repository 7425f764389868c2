namespace Gradients.Runners.Chain;

/// <summary>A block everything of one reading comes from.</summary>
/// <param name="Hash">0x and 64 lower-case hex digits.</param>
public readonly record struct PinnedBlock(ulong Number, string Hash)
{
    public override string ToString() => $"block {Number} ({Hash})";
}
