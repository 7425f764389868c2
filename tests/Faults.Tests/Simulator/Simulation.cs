using Gradients.Ledger.Commands;

namespace Gradients.Faults.Tests.Simulator;

/// <summary>One run of the simulated world, from a seed to its verdict.</summary>
static class Simulation
{
    /// <summary>More than any run needs by far: beyond it, something waits for ever.</summary>
    const long MostSteps = 400_000;

    /// <summary>What a run came to. <paramref name="Trace"/>: equal for equal seeds.</summary>
    public readonly record struct Run(long Acknowledged, int Refused, int[] Faults, long Trace);

    /// <exception cref="InvalidOperationException">Something that must hold does not.</exception>
    public static Run Of(int seed)
    {
        var world = new World(seed);
        foreach (var node in world.Nodes)
            node.Start();
        world.Keeper.Start();
        var script = new Queue<CommandLine>(world.Script.Commands);
        var clients = Enumerable.Range(0, 1 + world.Below(4)).Select(_ => new Client(world)).ToList();
        clients.ForEach(client => client.Start(script));

        // After a while nothing fails any more, or nothing might ever come to its end.
        var calmAt = world.Time.Now + 4000;
        world.Until(() => clients.TrueForAll(client => client.IsDone) || world.Time.Now > calmAt, MostSteps);
        world.Calm();
        world.Until(() => clients.TrueForAll(client => client.IsDone), MostSteps);
        // What was sent and given up may still arrive at the database.
        var quietAt = world.Time.Now + 400;
        world.Until(() => world.Time.Now > quietAt, MostSteps);
        world.Until(() => world.Server.IsUp && world.Nodes.All(node => node.Ledger is not null), MostSteps);
        var settled = world.Nodes.Select(node => node.SettleAsync()).ToList();
        world.Until(() => settled.TrueForAll(task => task.IsCompleted), MostSteps);
        world.Until(() => world.Keeper.Edge.Size == world.Server.Events.Count, MostSteps);
        if (world.Failure is { } failure)
            throw failure;
        world.Checks.AtTheEnd();
        var trace = (((world.Time.Steps * 31) + world.Time.Now) * 31) + world.Server.Events.Count;
        foreach (var e in world.Server.Events)
            trace = unchecked((trace * 31) + e.At);
        return new(world.Checks.Acknowledged, world.Checks.Refused, world.Faults, trace);
    }
}
