using System.Collections.Immutable;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Store;

namespace Gradients.Ledger.Commands;

/// <summary>What a command came to.</summary>
/// <param name="After">The state after its events; on a refusal the one that came in.</param>
/// <param name="Rows">Its events as rows to append.</param>
public readonly record struct Handled(Answer Answer, LedgerState After, ImmutableArray<NewEvent> Rows);

/// <summary>From a command to the events as they will stand in the ledger, and the state after them.</summary>
public static class Handling
{
    /// <summary>Bytes that an envelope adds to its data at most, beyond its texts: names, numbers and the time.</summary>
    const int Around = 256;

    /// <summary>Pure.</summary>
    public static Handled Handle(LedgerState state, CommandLine line, long at)
    {
        var decision = LedgerRules.Decide(state, line.Stream, line.Command);
        if (decision is Decision.Refuse refuse)
            return Refused(state, refuse.Refusal);
        var decided = (Decision.Record)decision;
        var after = state;
        var version = state.Version(line.Stream);
        var events = ImmutableArray.CreateBuilder<Recorded>(decided.Events.Length);
        var rows = ImmutableArray.CreateBuilder<NewEvent>(decided.Events.Length);
        foreach (var e in decided.Events)
        {
            var recorded = new Recorded(after.Head + 1, line.Stream, ++version, at, line.Key, e);
            if (Encode(recorded, out var row) is { } refusal)
                return Refused(state, refusal);
            after = LedgerState.Evolve(after, recorded);
            events.Add(recorded);
            rows.Add(row);
        }
        return new(new Answer.Accepted(events.DrainToImmutable()), after, rows.DrainToImmutable());
    }

    static Handled Refused(LedgerState state, Refusal refusal) => new(new Answer.Refused(refusal), state, []);

    static Refusal? Encode(in Recorded e, out NewEvent row)
    {
        row = default;
        var type = EventTypes.Of(e.Event);
        var writer = new CanonicalWriter();
        try
        {
            type.Write(writer, e.Event);
        }
        catch (FormatException unwritable)
        {
            return new("text_unwritable", "ledger: every event has canonical bytes", unwritable.Message);
        }
        // Every letter of stream and key may need six bytes when written.
        var length = writer.Length + Around + ((e.Stream.Length + e.Causation.Length) * 6);
        if (length > Envelope.MaxBytes)
            return new("entry_too_large", "ledger: an entry has at most 65535 bytes",
                $"The event's data has {writer.Length} bytes; keep the bulk outside and record its digest.");
        row = new(e.Stream, Streams.Type(e.Stream), e.Version, e.At, e.Causation, type.Alias, type.Schema,
            writer.ToArray());
        return null;
    }
}
