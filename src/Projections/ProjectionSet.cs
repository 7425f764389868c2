using System.Collections.Immutable;
using Gradients.Ledger.Store;

namespace Gradients.Projections;

/// <summary>
/// All projections, or some of them, going through the ledger together: for the rows behind an append, for a rebuild,
/// for a replay. One that stops on a fault does not stop the others.
/// </summary>
public sealed class ProjectionSet
{
    static readonly Func<RunningProjection>[] Starts =
    [
        () => new Bracket(),
        () => new Standings(),
        () => new ChampionReigns(),
        () => new WeightVectors(),
        () => new Careers(),
        () => new TaskResults(),
        () => new TournamentList(),
        () => new BenchmarkComparison(),
    ];

    readonly RunningProjection[] _running;
    readonly List<Row> _rows = [];

    /// <summary>All projections, before position 1.</summary>
    public ProjectionSet() : this(Array.ConvertAll(Starts, start => start()))
    {
    }

    ProjectionSet(RunningProjection[] running) => _running = running;

    /// <summary>The names of all projections, in the order in which their rows come.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Starts.Select(start => start().Name)];

    /// <summary>Every table of every projection.</summary>
    public static ImmutableArray<Table> Tables { get; } = [.. Starts.SelectMany(start => start().Tables)];

    /// <summary>Some projections, before position 1.</summary>
    /// <exception cref="ArgumentException">There is no projection of such a name.</exception>
    public static ProjectionSet Of(params ReadOnlySpan<string> names)
    {
        var running = new RunningProjection[names.Length];
        for (var i = 0; i < names.Length; i++)
            running[i] = Names.IndexOf(names[i]) is var place and >= 0
                ? Starts[place]()
                : throw new ArgumentException(
                    $"There is no projection '{names[i]}'; there are {string.Join(", ", Names)}.");
        return new(running);
    }

    public IReadOnlyList<RunningProjection> Running => _running;

    /// <summary>Applies the next event to all and adds the rows that change: the way through many events.</summary>
    public void Apply(in Recorded e, List<Row> rows)
    {
        foreach (var projection in _running)
            projection.Apply(e, rows);
    }

    /// <summary>Applies the next event to all.</summary>
    /// <returns>The rows that change, by projection; nearly always none.</returns>
    public ImmutableArray<Row> Apply(in Recorded e)
    {
        _rows.Clear();
        Apply(e, _rows);
        return [.. _rows];
    }
}
