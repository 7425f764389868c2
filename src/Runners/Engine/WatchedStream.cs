namespace Gradients.Runners.Engine;

/// <summary>
/// An archive on its way from an engine: a read that stays silent for too long ends with an exception.
/// </summary>
sealed class WatchedStream(EngineTransport transport, HttpResponseMessage response, Stream inner, string call)
    : ForwardStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var timer = new CallTimer(transport.Limits.Silence, cancellationToken);
        try
        {
            return await inner.ReadAsync(buffer, timer.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            throw transport.Explain(failure, call, timer, cancellationToken);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            response.Dispose();
        base.Dispose(disposing);
    }
}
