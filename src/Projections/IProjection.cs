using System.Collections.Immutable;
using Gradients.Ledger.Store;

namespace Gradients.Projections;

/// <summary>
/// One question to the ledger, answered by a pure fold: the same events give the same rows, live, replayed or rebuilt.
/// The state is all it remembers; rows once emitted are not read again.
/// </summary>
/// <typeparam name="TState">The implementing record itself.</typeparam>
public interface IProjection<TState> where TState : class, IProjection<TState>
{
    /// <summary>Its stable name, which its bookmark and its rebuild go by.</summary>
    static abstract string Name { get; }

    /// <summary>The tables it fills; most fill one of the projection's own name.</summary>
    static abstract ImmutableArray<Table> Tables { get; }

    /// <summary>The answer to an empty ledger.</summary>
    static abstract TState Empty { get; }

    /// <summary>
    /// The state after one more event, and the rows it changes in whole, in an order that only the events decide. The
    /// switch over events is closed: an event type that a projection neither reads nor names as ignored is unreachable.
    /// </summary>
    /// <exception cref="CannotFollow">The event has no place after those folded so far.</exception>
    static abstract Step<TState> Evolve(TState state, in Recorded e);
}

/// <summary>What one event does to a projection.</summary>
public readonly record struct Step<TState>(TState State, ImmutableArray<Row> Rows)
{
    /// <summary>The event changes no row.</summary>
    public Step(TState state) : this(state, [])
    {
    }
}
