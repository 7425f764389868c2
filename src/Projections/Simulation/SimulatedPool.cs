using System.Collections.Immutable;
using Gradients.Ledger;
using Gradients.Ledger.Pool;
using Gradients.Projections.Seasons;

namespace Gradients.Projections.Simulation;

/// <summary>Tasks of the pool and what miners reach on them.</summary>
internal sealed class SimulatedPool(World world, Chance chance)
{
    static readonly ImmutableArray<TaskType> Types =
    [
        TaskType.InstructTextTask, TaskType.ChatTask, TaskType.DpoTask, TaskType.ImageTask, TaskType.GrpoTask,
    ];

    static readonly ImmutableArray<(string Model, long? Parameters)> Models =
    [
        ("meadow/lark-1.5b", 1_543_714_304), ("harbour/gull-7b", 7_241_732_096), ("orchard/finch-32b", 32_763_876_352),
        ("harbour/gull-8b-instruct", 0),
    ];

    const int BestEvaluated = 4;

    public long At { get; private set; }

    static string Stream => Streams.Pool(SeasonCommands.Netuid);

    /// <summary>A day of the pool: tasks that are created on it, scored before the next.</summary>
    public IEnumerable<Planned> Day(string name, long at, int tasks)
    {
        for (var i = 0; i < tasks; i++)
        {
            var type = chance.Pick(Types.AsSpan());
            foreach (var step in Task($"{name}-{i}", type, at, at))
                yield return step;
            at += chance.Minutes(5, 60);
        }
        At = Math.Max(At, at);
    }

    /// <summary>One task with the results of some miners.</summary>
    /// <param name="created">When it was created, in microseconds since 1970.</param>
    public IEnumerable<Planned> Task(string id, TaskType type, long created, long at)
    {
        At = at;
        var (model, parameters) = chance.Pick(Models.AsSpan());
        yield return Later(new PoolTaskPosed(
            created, chance.Hex(64), chance.Hex(64), chance.Between(2, 20) / 2.0, chance.Happens(0.2), model, parameters,
            id, type));
        if (chance.Happens(0.04))
        {
            yield return Later(new PoolTaskFailed("dataset_broken", id));
            yield break;
        }
        foreach (var result in Results(id, type, created))
            yield return Later(result);
        At += Spans.Minute;
        yield return new(At, Stream, new ScorePoolTask(id));
    }

    List<PoolResultMeasured> Results(string id, TaskType type, long created)
    {
        var miners = world.Nodes.AllMiners.ToArray();
        chance.Shuffle(miners.AsSpan());
        var level = 0.5 + chance.Unit();
        var results = new List<PoolResultMeasured>();
        foreach (var miner in miners.AsSpan(0, chance.Between(5, 14)))
        {
            var skill = miner.Skill(type == TaskType.ImageTask ? TournamentType.Image : TournamentType.Text);
            var loss = level * (type == TaskType.GrpoTask ? 2.0 - skill : skill) * chance.Factor(0.05);
            var isFinetune = !chance.Happens(0.05);
            results.Add(new(true, miner.Hotkey, isFinetune, chance.Happens(0.03) ? double.NaN : loss, chance.Hex(64), null,
                null, id, created + chance.Minutes(60, 600)));
        }
        if (type == TaskType.ImageTask)
            return results;
        var best = results.Where(result => result.IsFinetune && double.IsFinite(result.Loss))
            .OrderBy(result => type == TaskType.GrpoTask ? -result.Loss : result.Loss).Take(BestEvaluated).ToArray();
        return [.. results.Select(result => best.Contains(result)
            ? result with { Synthetic = result.Loss * (1.0 + (0.05 * chance.Signed())) }
            : result)];
    }

    Planned Later(PoolEvent fact)
    {
        At += chance.Minutes(0, 3) + Spans.Second;
        return new(At, Stream, new Report(fact));
    }
}
