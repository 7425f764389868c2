namespace Gradients.Api.Http;

/// <summary>What one caller may take of the server.</summary>
internal sealed record LimitsConfig
{
    /// <summary>Bytes of a request's body.</summary>
    public long BodyBytes { get; init; } = 1 << 20;

    /// <summary>Seconds after which an answer that is not a stream is given up.</summary>
    public int RequestSeconds { get; init; } = 30;

    /// <summary>Requests a minute that one API key may write.</summary>
    public int WritesPerMinute { get; init; } = 6_000;

    /// <summary>Requests a minute that one address may read.</summary>
    public int ReadsPerMinute { get; init; } = 6_000;

    /// <summary>Clients of <c>/live</c> at a time.</summary>
    public int LiveClients { get; init; } = 500;

    /// <summary>Connections at a time.</summary>
    public int Connections { get; init; } = 2_000;

    public IEnumerable<string> Problems()
    {
        if (BodyBytes is < 1024 or > 1L << 30)
            yield return "limits.bodyBytes: 1024 to 1073741824";
        if (RequestSeconds is < 1 or > 3600)
            yield return "limits.requestSeconds: 1 to 3600";
        if (WritesPerMinute < 1)
            yield return "limits.writesPerMinute: at least 1";
        if (ReadsPerMinute < 1)
            yield return "limits.readsPerMinute: at least 1";
        if (LiveClients < 0)
            yield return "limits.liveClients: 0 or more";
        if (Connections < 1)
            yield return "limits.connections: at least 1";
    }
}

/// <summary>When <c>/readyz</c> goes red.</summary>
internal sealed record HealthConfig
{
    /// <summary>Seconds that the projections may lag behind the newest event.</summary>
    public int ProjectionSeconds { get; init; } = 30;

    /// <summary>Seconds that an event may wait for a checkpoint, where a log is served.</summary>
    public int CheckpointSeconds { get; init; } = 3_600;

    public IEnumerable<string> Problems()
    {
        if (ProjectionSeconds < 1)
            yield return "health.projectionSeconds: at least 1";
        if (CheckpointSeconds < 1)
            yield return "health.checkpointSeconds: at least 1";
    }
}
