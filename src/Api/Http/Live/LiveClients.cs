namespace Gradients.Api.Http.Live;

/// <summary>Counts who listens, up to a limit.</summary>
internal sealed class LiveClients(int most)
{
    int _count;

    public int Count => _count;

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= most)
            return true;
        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _count);
}
