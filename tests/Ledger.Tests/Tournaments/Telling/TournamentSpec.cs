namespace Gradients.Ledger.Tests.Tournaments;

/// <summary>
/// Given what happened, when something is asked or reported, then these events follow or the reason why not. Positions
/// and versions number themselves; events are compared by their canonical bytes.
/// </summary>
public abstract class TournamentSpec
{
    public const string Spring = "tournament/spring";

    protected static Story Given(Story story) => story;

    protected static Story Given(params LedgerEvent[] events) => new Story().And(events);

    protected static Refused Refused(string code) => new(code);
}
