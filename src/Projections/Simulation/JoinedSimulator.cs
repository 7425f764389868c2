using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Weights;
using Gradients.Projections.Seasons;

namespace Gradients.Projections.Simulation;

/// <summary>
/// Invents a ledger under one rulebook, or one that spans all: the pool of June and July 2025, the first tournaments
/// beside it, the season of December, and three types in autumn 2026. One world of miners goes through all of it.
/// </summary>
/// <param name="rules">One of <see cref="Rules"/>.</param>
/// <param name="tournaments">How many under each rulebook that plays them; for the pool, weeks.</param>
public sealed class JoinedSimulator(long seed, string rules, int tournaments)
{
    const string All = "all", Pool = "pool";
    const long Day = 24 * Spans.Hour;
    const int DaysOfAWeek = 7, TasksADay = 6;

    /// <summary>What can be simulated.</summary>
    public static ImmutableArray<string> Rules { get; } = [Pool, "2025.09", Constants2025_12.RulebookId, "2026.10", All];

    static string Nodes => Streams.Metagraph(SeasonCommands.Netuid);

    readonly World _world = new(seed);
    long _at = Spans.Start - (200 * Day);
    int _number;

    /// <summary>The commands, in the order of their times.</summary>
    public IEnumerable<CommandLine> Commands() => Steps().Select(step => step.Line);

    /// <summary>The events they come to.</summary>
    public IEnumerable<Recorded> Events() => Steps().SelectMany(step => step.Events);

    /// <exception cref="UnreachableException">The ledger refuses a command: rules and simulator disagree.</exception>
    public IEnumerable<SimulatedStep> Steps()
    {
        if (rules is All or Pool)
            foreach (var rulebook in (string[])["pool-2025.06", "pool-2025.07"])
                foreach (var step in Done(Weeks(rulebook)))
                    yield return step;
        if (rules is All or "2025.09")
            foreach (var step in Done(September()))
                yield return step;
        if (rules is All or Constants2025_12.RulebookId)
            foreach (var step in SeasonSimulator.Steps(_world, tournaments))
            {
                _at = Math.Max(_at, step.Line.At!.Value);
                yield return step;
            }
        if (rules is All or "2026.10")
            foreach (var step in Done(October()))
                yield return step;
    }

    IEnumerable<SimulatedStep> Done(IEnumerable<Planned> steps)
    {
        foreach (var (at, stream, command) in steps)
        {
            // One thing after the other: a moment that lies before the last one has come since.
            _at = Math.Max(at, _at + 1);
            var key = command is AdoptRulebook adopt
                ? $"{stream}:{adopt.Rulebook}"
                : $"sim:{seed}:{rules}:{++_number}";
            var line = new CommandLine(stream, _at, key, command!);
            yield return new(line, SeasonSimulator.Handle(_world, line));
        }
    }

    IEnumerable<Planned> Weeks(string rulebook)
    {
        yield return new(_at, Streams.Rulebook, new AdoptRulebook(rulebook));
        var chance = new Chance(seed, rulebook);
        var pool = new SimulatedPool(_world, chance);
        for (var week = 1; week <= tournaments; week++)
        {
            var start = _at;
            for (var day = 0; day < DaysOfAWeek; day++)
                foreach (var step in pool.Day($"{rulebook}-{week}-{day}", start + (day * Day), TasksADay))
                    yield return step;
            foreach (var step in Setting(Math.Max(pool.At, start + (DaysOfAWeek * Day))))
                yield return step;
        }
    }

    IEnumerable<Planned> September()
    {
        yield return new(_at, Streams.Rulebook, new AdoptRulebook("2025.09"));
        var pool = new SimulatedPool(_world, new Chance(seed, "pool beside tournaments"));
        for (var number = 1; number <= tournaments; number++)
        {
            foreach (var step in pool.Day($"2025.09-{number}", _at, TasksADay * 2))
                yield return step;
            var type = number % 2 == 1 ? TournamentType.Text : TournamentType.Image;
            foreach (var step in Tournament("2025.09", type, number))
                yield return step;
        }
    }

    IEnumerable<Planned> October()
    {
        yield return new(_at, Streams.Rulebook, new AdoptRulebook("2026.10"));
        for (var number = 1; number <= tournaments; number++)
            foreach (var step in Tournament("2026.10", (TournamentType)((number - 1) % 3), number))
                yield return step;
    }

    /// <summary>A tournament, and the weights that follow.</summary>
    IEnumerable<Planned> Tournament(string rulebook, TournamentType type, int number)
    {
        var name = $"sim{seed}-{rulebook}-{type.ToString().ToLowerInvariant()}-{number:0000}";
        var tournament = new RuledTournament(_world, rulebook, type, name, _at + Spans.Hour);
        foreach (var step in tournament.Play())
            yield return step;
        foreach (var step in Setting(_at + Spans.Hour))
            yield return step;
    }

    /// <summary>The metagraph and the pool are looked at, and weights are derived.</summary>
    IEnumerable<Planned> Setting(long at)
    {
        var block = Simulation.Nodes.BlockAt(at);
        yield return new(at, Nodes, new Report(
            new MetagraphObserved(block, _world.Nodes.BlockHash(block), _world.Nodes.Observe())));
        var pool = _world.State.Pool(Streams.Pool(SeasonCommands.Netuid));
        if (!pool.Tasks.IsEmpty && VectorSetting.PaysPool(_world.State))
            yield return new(at, pool.Stream, new Report(new PoolRead(Math.Max(at, pool.Now ?? 0))));
        yield return new(at, Streams.Weights(SeasonCommands.Netuid), new DeriveWeights());
    }
}
