using Gradients.Ledger.Commands;

namespace Gradients.Runners.Chain;

/// <summary>The ledger as submissions see it: its state, and a way to ask for commands.</summary>
/// <param name="state">The state up to the last answer.</param>
/// <param name="handle">Stream, idempotency key, command.</param>
public sealed class LedgerPort(Func<LedgerState> state, Func<string, string, LedgerCommand, Task<Answer>> handle)
{
    public LedgerState State => state();

    /// <exception cref="LedgerRefusal">A rule forbids it.</exception>
    public async Task RecordAsync(string stream, string key, LedgerCommand command)
    {
        if (await handle(stream, key, command) is Answer.Refused refused)
            throw new LedgerRefusal(refused.Refusal);
    }
}

/// <summary>The ledger refuses what a submission wants to record; nothing was signed for it.</summary>
public sealed class LedgerRefusal(Refusal refusal) : IOException(refusal.ToString())
{
    public Refusal Refusal { get; } = refusal;
}
