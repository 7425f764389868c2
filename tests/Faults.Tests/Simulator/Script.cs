using System.Collections.Concurrent;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store;
using Gradients.Projections.Simulation;

namespace Gradients.Faults.Tests.Simulator;

/// <summary>
/// What clients will ask: a stretch of an invented season, with mistakes in between. The season up to there is in the
/// ledger already.
/// </summary>
sealed record Script(IReadOnlyList<IReadOnlyList<NewEvent>> Before, IReadOnlyList<CommandLine> Commands)
{
    const int Seasons = 12;
    const int LongestBefore = 260;
    const int LongestStretch = 60;

    static readonly ConcurrentDictionary<int, Lazy<(CommandLine Line, NewEvent[] Rows)[]>> Played = new();

    public static Script Of(int seed, Func<int, int> below)
    {
        var steps = Played.GetOrAdd((int)((uint)seed % Seasons), number => new(() => Play(number))).Value;
        // Half of the runs begin with an empty ledger or nearly so, where a season announces itself.
        var start = below(Math.Min(steps.Length, below(2) == 0 ? 10 : LongestBefore));
        var commands = new List<CommandLine>();
        foreach (var (line, _) in steps.Skip(start).Take(10 + below(LongestStretch)))
        {
            // Without a time of its own a command takes that of the process's clock, whatever that says.
            commands.Add(below(3) == 0 ? line with { At = null } : line);
            if (below(12) == 0)
                commands.Add(line with { Key = line.Key + ":again" });
        }
        return new([.. steps.Take(start).Select(step => step.Rows)], commands);
    }

    static (CommandLine Line, NewEvent[] Rows)[] Play(int number)
    {
        var state = LedgerState.Empty;
        var played = new List<(CommandLine, NewEvent[])>();
        foreach (var line in new SeasonSimulator(number, 2).Commands())
        {
            var handled = Handling.Handle(state, line, line.At!.Value);
            state = handled.After;
            played.Add((line, [.. handled.Rows]));
        }
        return [.. played];
    }
}
