namespace Gradients.Runners.Engine;

/// <summary>What went wrong between us and an engine.</summary>
public enum EngineFault
{
    /// <summary>Nothing answers at the address, or the connection broke.</summary>
    Unreachable,

    /// <summary>It accepted the call and did not answer within its time.</summary>
    TimedOut,

    /// <summary>It answered with an error of its own.</summary>
    Refused,

    /// <summary>Its answer cannot be understood, or it speaks no version that we speak.</summary>
    Unintelligible,
}

/// <summary>
/// A call to an engine that came to nothing. The message names address and call and quotes the engine.
/// </summary>
public sealed class EngineException(EngineFault fault, int status, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public EngineFault Fault { get; } = fault;

    /// <summary>The HTTP status, 0 where there was no answer.</summary>
    public int Status { get; } = status;

    /// <summary>What was named does not exist (any more).</summary>
    public bool IsMissing => Status == 404;

    /// <summary>The host is to blame, not what was asked: unreachable, silent, or out of its mind.</summary>
    public bool IsHostTrouble => Fault != EngineFault.Refused;
}
