namespace Gradients.Api.Http;

/// <summary>The last events in memory, so that those who follow live do not each ask the database.</summary>
internal sealed class RecentEvents
{
    const int Kept = 4096;

    readonly Recorded[] _ring = new Recorded[Kept];
    readonly Lock _gate = new();
    long _last;
    long _first = 1;

    public void Add(Recorded e)
    {
        lock (_gate)
        {
            if (e.Position != _last + 1)
                _first = e.Position;
            _ring[e.Position % Kept] = e;
            _last = e.Position;
            _first = Math.Max(_first, _last - Kept + 1);
        }
    }

    /// <summary>The events after one position up to another; null: some are no longer here.</summary>
    public Recorded[]? TryAfter(long position, long to)
    {
        lock (_gate)
        {
            if (position + 1 < _first || to > _last || position < 0)
                return null;
            var events = new Recorded[Math.Max(0, to - position)];
            for (var i = 0; i < events.Length; i++)
                events[i] = _ring[(position + 1 + i) % Kept];
            return events;
        }
    }
}
