using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Rulebooks;

namespace Gradients.Projections.Simulation;

/// <summary>
/// Invents a season of recorded tournaments from a seed and drives it through the real rules: who meets whom and who goes
/// on is read from the ledger that comes of it. The same seed and number of tournaments give the same commands to the
/// byte, on every machine; a longer season of the same seed does not begin with the shorter one.
/// </summary>
/// <param name="seed">Any number; see <see cref="Chance"/> for how facts follow from it.</param>
/// <param name="tournaments">How many, of both types in turn: text tournaments follow each other, so do image ones.</param>
/// <param name="cancels">
/// Whether some of them come to nothing. A season file holds none that did: without, it has as many as were asked for.
/// </param>
public sealed class SeasonSimulator(long seed, int tournaments, bool cancels = true)
{
    /// <summary>The commands, in the order of their times.</summary>
    public IEnumerable<CommandLine> Commands() => Steps().Select(step => step.Line);

    /// <summary>The events they come to.</summary>
    public IEnumerable<Recorded> Events() => Steps().SelectMany(step => step.Events);

    /// <summary>Plays the season, a command at a time; nothing is kept of what was handed out.</summary>
    /// <exception cref="UnreachableException">The ledger refuses a command: rules and simulator disagree.</exception>
    public IEnumerable<SimulatedStep> Steps() => Steps(new World(seed, cancels), tournaments);

    /// <summary>The same in a world that has seen other seasons.</summary>
    internal static IEnumerable<SimulatedStep> Steps(World world, int tournaments)
    {
        var lanes = new List<IEnumerator<Planned>>
        {
            Lane(world, TournamentType.Text, tournaments - (tournaments / 2)).GetEnumerator(),
            Lane(world, TournamentType.Image, tournaments / 2).GetEnumerator(),
            new WeightLane(world).Play().GetEnumerator(),
        };
        world.LanesOpen = lanes.Count - 1;
        lanes.RemoveAll(lane => !lane.MoveNext());
        var (last, number) = (0L, 0);
        while (lanes.Count > 0)
        {
            var lane = lanes.MinBy(lane => lane.Current.At)!;
            var planned = lane.Current;
            if (planned.Command is { } command)
            {
                // No two commands share a moment, so that their order can be told from their times.
                last = Math.Max(planned.At, last + 1);
                var key = command is AdoptRulebook adopt
                    ? $"{planned.Stream}:{adopt.Rulebook}"
                    : $"sim:{world.Seed}:{++number}";
                var line = new CommandLine(planned.Stream, last, key, command);
                yield return new(line, Handle(world, line));
            }
            if (!lane.MoveNext())
                lanes.Remove(lane);
        }
    }

    internal static ImmutableArray<Recorded> Handle(World world, CommandLine line)
    {
        if (LedgerRules.Decide(world.State, line.Stream, line.Command) is not Decision.Record decided)
            throw new UnreachableException($"{line.Stream}: {line.Command} is refused.");
        var version = world.State.Version(line.Stream);
        var events = ImmutableArray.CreateBuilder<Recorded>(decided.Events.Length);
        foreach (var fact in decided.Events)
        {
            var e = new Recorded(world.State.Head + 1, line.Stream, ++version, line.At!.Value, line.Key, fact);
            world.State = LedgerState.Evolve(world.State, e);
            events.Add(e);
        }
        return events.MoveToImmutable();
    }

    static IEnumerable<Planned> Lane(World world, TournamentType type, int count)
    {
        var chance = new Chance(world.Seed, $"calendar:{type}");
        var at = Spans.Start + chance.Minutes(60, 72 * 60);
        for (var number = 1; number <= count; number++)
        {
            var tournament = new SimulatedTournament(world, type, number, at);
            foreach (var step in tournament.Play())
                yield return step;
            at = tournament.At + chance.Minutes(6 * 60, 60 * 60);
        }
        world.LanesOpen--;
    }
}

/// <summary>A command of a simulated season and the events it came to.</summary>
public readonly record struct SimulatedStep(CommandLine Line, ImmutableArray<Recorded> Events);
