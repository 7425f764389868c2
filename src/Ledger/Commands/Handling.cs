using System.Collections.Immutable;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Commands;

/// <summary>From a command to the events as they will stand in the ledger, and the state after them.</summary>
public static class Handling
{
    /// <summary>Pure. On a refusal the state is the one that came in.</summary>
    public static (Answer Answer, LedgerState After) Handle(LedgerState state, CommandLine line, long at)
    {
        var decision = LedgerRules.Decide(state, line.Stream, line.Command);
        if (decision is Decision.Refuse refused)
            return (new Answer.Refused(refused.Refusal), state);
        var decided = (Decision.Record)decision;
        var after = state;
        var version = state.Version(line.Stream);
        var events = ImmutableArray.CreateBuilder<Recorded>(decided.Events.Length);
        foreach (var e in decided.Events)
        {
            var recorded = new Recorded(after.Head + 1, line.Stream, ++version, at, line.Key, e);
            if (ForbidSize(recorded) is { } tooLarge)
                return (new Answer.Refused(tooLarge), state);
            after = LedgerState.Evolve(after, recorded);
            events.Add(recorded);
        }
        return (new Answer.Accepted(events.DrainToImmutable()), after);
    }

    static Refusal? ForbidSize(in Recorded e)
    {
        var writer = new CanonicalWriter();
        try
        {
            Envelope.Write(writer, e);
        }
        catch (FormatException unwritable)
        {
            return new("text_unwritable", "ledger: every event has canonical bytes", unwritable.Message);
        }
        return writer.Length <= Envelope.MaxBytes
            ? null
            : new("entry_too_large", "ledger: an entry has at most 65535 bytes",
                $"The event would have {writer.Length} bytes; keep the bulk outside and record its digest.");
    }
}
