namespace Gradients.Ledger.Commands;

/// <summary>A ledger in memory: the same rules, the same positions, no database. For replays, simulations and tests.</summary>
public sealed class MemoryLedger
{
    readonly List<Recorded> _events = [];
    readonly Dictionary<string, (long First, long Last)> _keys = new(StringComparer.Ordinal);

    public LedgerState State { get; private set; } = LedgerState.Empty;

    public IReadOnlyList<Recorded> Events => _events;

    public Answer Handle(string stream, long at, string key, LedgerCommand command) =>
        Handle(new CommandLine(stream, at, key, command), at);

    public Answer Handle(CommandLine line, long at)
    {
        if (_keys.TryGetValue(line.Key, out var done))
            return new Answer.Repeated(done.First, done.Last);
        var (answer, after, _) = Handling.Handle(State, line, at);
        if (answer is Answer.Accepted accepted)
        {
            _events.AddRange(accepted.Events);
            _keys.Add(line.Key, (State.Head + 1, after.Head));
            State = after;
        }
        return answer;
    }
}
