using System.Collections.Immutable;

namespace Gradients.Projections;

/// <summary>
/// What a projection holds of every tournament that has not ended, in the order of their announcement. There are two at
/// a time as a rule, one of each type, so a walk over them beats any tree.
/// </summary>
internal readonly record struct PerTournament<T>(ImmutableArray<HeldTournament<T>> Held) where T : class
{
    public static readonly PerTournament<T> None = new([]);

    /// <summary>What is held of the event's tournament.</summary>
    /// <exception cref="CannotFollow">The tournament was not announced, or has ended.</exception>
    public T Of(in Recorded e) => Find(e.Stream) is >= 0 and var place
        ? Held[place].Value
        : throw new CannotFollow(e.Stream, e.Version, "the tournament is not running");

    public PerTournament<T> Begin(in Recorded e, T value)
    {
        if (e.Version != 1 || !Streams.IsTournament(e.Stream))
            throw new CannotFollow(e.Stream, e.Version, "a tournament's stream opens with its announcement");
        return new(Held.Add(new(e.Stream, value)));
    }

    public PerTournament<T> With(in Recorded e, T value) =>
        new(Held.SetItem(Find(e.Stream), new(e.Stream, value)));

    /// <exception cref="CannotFollow">The tournament was not announced, or has ended.</exception>
    public PerTournament<T> End(in Recorded e)
    {
        Of(e);
        return new(Held.RemoveAt(Find(e.Stream)));
    }

    int Find(string stream)
    {
        for (var i = 0; i < Held.Length; i++)
            if (Held[i].Stream == stream)
                return i;
        return -1;
    }
}

internal readonly record struct HeldTournament<T>(string Stream, T Value);
