namespace Gradients.Projections;

/// <summary>
/// What a projection holds of every tournament that has not ended, in the order of their announcement. There are two at
/// a time as a rule, one of each type, so a walk over them beats any tree.
/// </summary>
internal sealed class PerTournament<T> where T : class
{
    readonly List<HeldTournament<T>> _held = [];

    public int Count => _held.Count;

    /// <summary>What is held of the event's tournament.</summary>
    /// <exception cref="CannotFollow">The tournament was not announced, or has ended.</exception>
    public T Of(in Recorded e) => _held[Find(e)].Value;

    public void Begin(in Recorded e, T value)
    {
        if (e.Version != 1 || !Streams.IsTournament(e.Stream))
            throw new CannotFollow(e.Stream, e.Version, "a tournament's stream opens with its announcement");
        _held.Add(new(e.Stream, value));
    }

    /// <returns>What was held of it.</returns>
    /// <exception cref="CannotFollow">The tournament was not announced, or has ended.</exception>
    public T End(in Recorded e)
    {
        var place = Find(e);
        var ended = _held[place].Value;
        _held.RemoveAt(place);
        return ended;
    }

    int Find(in Recorded e)
    {
        for (var i = 0; i < _held.Count; i++)
            if (_held[i].Stream == e.Stream)
                return i;
        throw new CannotFollow(e.Stream, e.Version, "the tournament is not running");
    }
}

internal readonly record struct HeldTournament<T>(string Stream, T Value);
