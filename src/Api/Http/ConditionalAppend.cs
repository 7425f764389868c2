using Gradients.Api.Database;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store;

namespace Gradients.Api.Http;

/// <summary>
/// A command that holds only if its stream stands where the caller says. Check, decision and append are about one head
/// of the ledger: if that has moved meanwhile, all three are done again.
/// </summary>
internal sealed class ConditionalAppend(OpenLedger open, CurrentTables tables)
{
    public async Task<Outcome> RunAsync(CommandLine line, Condition condition, CancellationToken cancel)
    {
        while (true)
        {
            await tables.CatchUpAsync(cancel);
            // A repeated command is answered as it was, although its own event has moved the stream since.
            var known = await open.Store.FindKeysAsync([line.Key], cancel);
            if (known.TryGetValue(line.Key, out var done))
                return Repeated(done.First, done.Last);
            var state = tables.Ledger.State;
            if (await StaleAsync(state, line.Stream, condition, cancel) is { } stale)
                return stale;
            var handled = Handling.Handle(state, line, line.At ?? OpenLedger.Now());
            if (handled.Answer is not Answer.Accepted || handled.Rows.IsEmpty)
                return new Outcome.Answered(handled.Answer);
            var met = await open.Store.AppendAsync(handled.Rows, line.Key, state.Head, cancel);
            switch (met)
            {
                case AppendOutcome.Appended:
                    return new Outcome.Answered(handled.Answer);
                case AppendOutcome.AlreadyDone before:
                    return Repeated(before.First, before.Last);
            }
            await tables.Ledger.CatchUpAsync(met, cancel);
        }
    }

    static Outcome.Answered Repeated(long first, long last) => new(new Answer.Repeated(first, last));

    async Task<Outcome?> StaleAsync(LedgerState state, string stream, Condition condition, CancellationToken cancel)
    {
        var version = state.Version(stream);
        var rows = await open.Source.ListAsync(
            "select seq_id from mt_events where stream_id = $1 order by version desc limit 1",
            r => r.GetInt64(0), cancel, stream);
        var position = rows.Count == 0 ? 0 : rows[0];
        var holds = (condition.Version ?? version) == version && position <= (condition.Position ?? position);
        return holds ? null : new Outcome.Stale(version, position);
    }
}
