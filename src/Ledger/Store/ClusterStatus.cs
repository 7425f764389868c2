namespace Gradients.Ledger.Store;

/// <summary>What an embedded cluster is doing.</summary>
public abstract record ClusterStatus
{
    ClusterStatus()
    {
    }

    /// <summary>No cluster was ever created in this home.</summary>
    public sealed record Absent : ClusterStatus;

    /// <summary>Created, and no server accepts connections (stopped, or killed).</summary>
    public sealed record Stopped : ClusterStatus;

    /// <summary>A server accepts connections.</summary>
    /// <param name="ProcessId">The server's first process.</param>
    /// <param name="SocketFolder">What clients take as their host, for example <c>psql -h</c>.</param>
    public sealed record Running(int ProcessId, string SocketFolder) : ClusterStatus;
}
