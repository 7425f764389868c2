namespace Gradients.Faults.Tests.Simulator;

/// <summary>Everything of one simulated run, all of which follows from its seed.</summary>
sealed class World
{
    readonly Random _chance;
    readonly double[] _rates;
    bool _isQuiet;

    public World(int seed)
    {
        // The generator of a given seed is the same in every version of .NET.
        _chance = new Random(seed);
        _rates = [.. Enum.GetValues<Fault>().Select(Rate)];
        Checks = new(this);
        Script = Script.Of(seed, Below);
        foreach (var rows in Script.Before)
            Server.Preload(rows);
        Nodes = [.. Enumerable.Range(0, 1 + Below(3)).Select(number => new Node(this, number))];
        Keeper = new(this);
    }

    public Timeline Time { get; } = new();

    public SimulatedServer Server { get; } = new();

    public Checks Checks { get; }

    public Script Script { get; }

    public IReadOnlyList<Node> Nodes { get; }

    public LogKeeper Keeper { get; }

    /// <summary>What no seed may ever lead to.</summary>
    public Exception? Failure { get; private set; }

    public int[] Faults { get; } = new int[Enum.GetValues<Fault>().Length];

    /// <summary>Most kinds of fault are rare or absent in one run, and some dominate it.</summary>
    double Rate(Fault fault)
    {
        double[] usual = fault is Fault.ProcessKilled or Fault.ServerCrashed
            ? [0, 0.0004, 0.002]
            : [0, 0.01, 0.05, 0.2];
        return usual[_chance.Next(usual.Length)];
    }

    public int Below(int n) => _chance.Next(n);

    public Machine NewMachine() => new(Time, _chance, wrong => Failure ??= wrong);

    /// <summary>Whether this fault happens now.</summary>
    public bool Fails(Fault fault)
    {
        if (_isQuiet || _chance.NextDouble() >= _rates[(int)fault])
            return false;
        Faults[(int)fault]++;
        return true;
    }

    /// <summary>From here on nothing fails any more: what is unfinished has to come to its end.</summary>
    public void Calm() => _isQuiet = true;

    /// <summary>Lets things happen until something is true.</summary>
    public void Until(Func<bool> isReached, long mostSteps)
    {
        for (var limit = Time.Steps + mostSteps; !isReached(); )
        {
            if (Time.Steps > limit)
                throw new InvalidOperationException($"after {mostSteps} steps it is not over: something waits");
            if (!Time.Step())
                throw new InvalidOperationException("nothing is left to happen, and it is not over");
            if (Failure is not null)
                return;
            Disturb();
        }
    }

    void Disturb()
    {
        if (Fails(Fault.ServerCrashed))
        {
            Server.Crash(forgotten: Below(4));
            Time.After(1 + Below(40), () => Server.IsUp = true);
        }
        if (Fails(Fault.ProcessKilled))
            Nodes[Below(Nodes.Count)].Kill();
    }
}
