namespace Gradients.Faults.Tests.Simulator;

/// <summary>
/// A process in the simulated world. Whatever its code awaits goes on here, one thing at a time and a moment later, so
/// that tasks overtake each other as the seed says; once killed, nothing goes on.
/// </summary>
sealed class Machine(Timeline time, Random chance, Action<Exception> failed) : SynchronizationContext
{
    const int LongestPause = 3;

    public bool Alive { get; private set; } = true;

    public void Kill() => Alive = false;

    public override void Post(SendOrPostCallback d, object? state) =>
        time.After(chance.Next(LongestPause), () => Run(() => d(state)));

    /// <summary>Does something as this process; a dead one does nothing.</summary>
    public void Run(Action work)
    {
        if (!Alive)
            return;
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            work();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Starts work that fails the whole simulation should it end with an exception.</summary>
    public void Start(Func<Task> work) => Run(() => _ = WatchAsync(work));

    async Task WatchAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception wrong)
        {
            failed(wrong);
        }
    }

    public Task Sleep(long span)
    {
        var over = new TaskCompletionSource();
        time.After(span, over.SetResult);
        return over.Task;
    }
}
