namespace Gradients.Runners.Engine;

/// <summary>The time limit of one call, told apart from the caller's own cancellation.</summary>
sealed class CallTimer : IDisposable
{
    readonly CancellationTokenSource _over;
    readonly CancellationTokenSource _either;

    internal CallTimer(TimeSpan limit, CancellationToken cancel)
    {
        Limit = limit;
        _over = new CancellationTokenSource(limit);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_over.Token, cancel);
    }

    internal TimeSpan Limit { get; }

    internal CancellationToken Token => _either.Token;

    internal bool IsOver => _over.IsCancellationRequested;

    /// <summary>Something arrived: the time begins anew.</summary>
    internal void Restart() => _over.CancelAfter(Limit);

    public void Dispose()
    {
        _either.Dispose();
        _over.Dispose();
    }
}
