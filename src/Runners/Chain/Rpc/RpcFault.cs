namespace Gradients.Runners.Chain;

/// <summary>A call to a node did not come to a result.</summary>
public abstract class RpcFault(string message, Exception? inner = null) : IOException(message, inner);

/// <summary>The node answered with an error of its own; asking again gives the same.</summary>
/// <param name="code">JSON-RPC error code; 1010 is the pool's refusal of an extrinsic.</param>
/// <param name="reason">The node's words, with the data it gave.</param>
public sealed class RpcRefused(string method, int code, string reason) : RpcFault($"{method}: {reason} (code {code})")
{
    public const int InvalidTransaction = 1010;

    public int Code { get; } = code;

    public string Reason { get; } = reason;
}

/// <summary>The node cannot be reached, went away, or did not answer in time; another one may.</summary>
public sealed class RpcUnreachable(Uri endpoint, string reason, Exception? inner = null)
    : RpcFault($"{endpoint}: {reason}", inner);

/// <summary>
/// The node says what cannot be: it lies, is broken, or belongs to another chain. Nothing is built on it.
/// </summary>
public sealed class NodeLies(string reason, Exception? inner = null) : RpcFault(reason, inner);
