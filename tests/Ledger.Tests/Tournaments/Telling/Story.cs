namespace Gradients.Ledger.Tests.Tournaments;

/// <summary>
/// A ledger as it came to be: what a spec is given. Every event must be one that an auditor accepts, so that no spec
/// starts from a state that cannot be.
/// </summary>
public sealed class Story
{
    readonly List<Recorded> _events = [];

    public string Stream { get; private set; } = TournamentSpec.Spring;

    public LedgerState State { get; private set; } = LedgerState.Empty;

    public IReadOnlyList<Recorded> Events => _events;

    /// <summary>What follows is about this stream.</summary>
    public Story On(string stream)
    {
        Stream = stream;
        return this;
    }

    public Story And(params IEnumerable<LedgerEvent> events)
    {
        foreach (var e in events)
        {
            Audit.Accepts(State, Stream, e);
            Fold(e);
        }
        return this;
    }

    /// <summary>Something was asked of the ledger and led to events.</summary>
    public Story Asked(params IEnumerable<LedgerCommand> commands)
    {
        foreach (var command in commands)
        {
            var decision = LedgerRules.Decide(State, Stream, command);
            Assert.True(decision is Decision.Record, $"{command} was refused: {decision}");
            And(((Decision.Record)decision).Events);
        }
        return this;
    }

    /// <summary>Folds an event that no auditor would accept, for the specs about what then happens.</summary>
    public Story Fold(LedgerEvent e)
    {
        var recorded = new Recorded(State.Head + 1, Stream, State.Version(Stream) + 1, 0, "spec", e);
        State = LedgerState.Evolve(State, recorded);
        _events.Add(recorded);
        return this;
    }

    public Outcome When(LedgerCommand command) => new(State, Stream, command);

    public Outcome When(LedgerEvent fact) => When(new Report(fact));

    public Outcome When(string stream, LedgerCommand command) => new(State, stream, command);

    public Outcome When(string stream, LedgerEvent fact) => new(State, stream, new Report(fact));
}
