namespace Gradients.Faults.Tests.Simulator;

/// <summary>The only time there is in a simulated world: what is due next happens next, on one thread.</summary>
sealed class Timeline
{
    readonly PriorityQueue<Action, (long At, long Order)> _due = new();
    long _order;

    /// <summary>In ticks that mean nothing but their order; a message takes a few.</summary>
    public long Now { get; private set; }

    /// <summary>Things that happened.</summary>
    public long Steps { get; private set; }

    public void After(long delay, Action happens) => _due.Enqueue(happens, (Now + delay, ++_order));

    /// <summary>Lets the next thing happen; false when nothing is left.</summary>
    public bool Step()
    {
        if (!_due.TryDequeue(out var happens, out var when))
            return false;
        Now = when.At;
        Steps++;
        happens();
        return true;
    }
}
