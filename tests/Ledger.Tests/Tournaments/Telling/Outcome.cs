namespace Gradients.Ledger.Tests.Tournaments;

/// <summary>The expectation that nothing was appended, for the reason with this code.</summary>
public sealed record Refused(string Code);

/// <summary>What a command came to.</summary>
public sealed class Outcome(LedgerState state, string stream, LedgerCommand command)
{
    /// <summary>Refused when a command arrives, though a later reader has to let the event stand.</summary>
    static readonly string[] OnArrival = ["not_ss58", "conclusion_reported", "stream_malformed"];

    readonly Decision _decision = LedgerRules.Decide(state, stream, command);

    /// <summary>Exactly these events, by their canonical bytes; and an auditor reading them agrees.</summary>
    public void Then(params LedgerEvent[] expected)
    {
        var events = Events();
        Assert.Equal(
            string.Join('\n', expected.Select(Audit.Text)), string.Join('\n', events.Select(Audit.Text)));
    }

    /// <summary>One event of this type, looked at more closely.</summary>
    public void Then<T>(Action<T> looks) where T : LedgerEvent => looks(Assert.IsType<T>(Assert.Single(Events())));

    /// <summary>The first event of this type among those recorded.</summary>
    public T First<T>() where T : LedgerEvent => Events().OfType<T>().First();

    public void Then(Refused expected)
    {
        var refusal = Assert.IsType<Decision.Refuse>(_decision).Refusal;
        Assert.Equal(expected.Code, refusal.Code);
        Assert.NotEmpty(refusal.Rule);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
        // What the writer refuses, the auditor refuses as well, and for the same reason.
        if (command is Report { Fact: var fact } && !OnArrival.Contains(expected.Code))
            Assert.Equal(expected.Code, LedgerRules.Forbid(state, stream, fact)?.Code);
    }

    List<LedgerEvent> Events()
    {
        Assert.True(_decision is Decision.Record, $"{command} was refused: {_decision}");
        var after = state;
        var events = new List<LedgerEvent>();
        foreach (var e in ((Decision.Record)_decision).Events)
        {
            Audit.Accepts(after, stream, e);
            after = LedgerState.Evolve(after, new(after.Head + 1, stream, after.Version(stream) + 1, 0, "spec", e));
            events.Add(e);
        }
        return events;
    }
}
