namespace Gradients.Ledger.Store;

public enum ClusterStop
{
    /// <summary>With a last checkpoint, so that the next start is quick.</summary>
    Fast,
    /// <summary>At once, as if the power failed; the next start recovers from the log.</summary>
    Immediate,
}
