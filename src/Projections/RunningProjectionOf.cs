using System.Collections.Immutable;
using Gradients.Ledger.Store;

namespace Gradients.Projections;

/// <summary>Holds the state of one projection between events: the only thing here that changes.</summary>
internal sealed class RunningProjection<TState> : RunningProjection where TState : class, IProjection<TState>
{
    TState _state = TState.Empty;

    public override string Name => TState.Name;

    public override ImmutableArray<Table> Tables => TState.Tables;

    public override void Apply(in Recorded e, List<Row> rows)
    {
        if (Fault is not null)
            return;
        if (e.Position != Position + 1)
        {
            Fault = new(e.Position, e.Stream, e.Version, $"position {e.Position} follows {Position}");
            return;
        }
        try
        {
            var step = TState.Evolve(_state, e);
            _state = step.State;
            Position = e.Position;
            if (step.Rows.Length > 0)
                rows.AddRange(step.Rows.AsSpan());
        }
        catch (CannotFollow trouble)
        {
            Fault = new(e.Position, e.Stream, e.Version, trouble.Reason);
        }
    }
}
