using System.Collections.Immutable;
using Gradients.Ledger.Store;
using Gradients.Projections;

namespace Gradients.Faults.Tests.Simulator;

/// <summary>
/// The database of the simulated world: what <c>ledger_append</c>, an import and the projection tables do, each whole
/// or not at all. A crash forgets no append that committed; of the tables it may forget the last commits, because their
/// disk is not waited for.
/// </summary>
sealed class SimulatedServer
{
    readonly List<NewEvent> _events = [];
    readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);
    readonly List<TableCommit> _commits = [];

    /// <summary>One commit of projection tables. <paramref name="Anew"/>: all rows were replaced.</summary>
    public sealed record TableCommit(
        IReadOnlyList<Row> Rows, IReadOnlyDictionary<string, long> Marks, bool Anew);

    public IReadOnlyList<NewEvent> Events => _events;

    public Dictionary<string, (long First, long Last)> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>Raised by a crash: connections of an earlier epoch are gone.</summary>
    public int Epoch { get; private set; }

    public bool IsUp { get; set; } = true;

    /// <summary>Who moves the tables, under the lock of the projections.</summary>
    public Turn? Turn { get; set; }

    /// <summary>Takes the lock unless another has it. One that was given up, asked for late, is not granted.</summary>
    public bool Take(Turn turn) => !turn.IsOver && ReferenceEquals(Turn ??= turn, turn);

    public void Release(Turn turn) => Turn = ReferenceEquals(Turn, turn) ? null : Turn;

    public AppendOutcome Append(IReadOnlyList<NewEvent> events, long expectedHead)
    {
        var done = events.Where(e => Keys.ContainsKey(e.Causation)).Select(e => Keys[e.Causation]).ToList();
        if (done.Count > 0)
            return new AppendOutcome.AlreadyDone(done.Min(key => key.First), done.MinBy(key => key.First).Last);
        return Refusal(events, expectedHead) ?? Write(events);
    }

    /// <exception cref="StoreException">A command of it was recorded before.</exception>
    public AppendOutcome Import(IReadOnlyList<NewEvent> events, string key, long? expectedHead)
    {
        if (Keys.TryGetValue(key, out var done))
            return new AppendOutcome.AlreadyDone(done.First, done.Last);
        if (Refusal(events, expectedHead) is { } refusal)
            return refusal;
        if (events.Any(e => Keys.ContainsKey(e.Causation)))
            throw new StoreException("one of its commands was recorded before");
        var written = Write(events);
        Keys.TryAdd(key, (written.First, written.Last));
        return written;
    }

    AppendOutcome? Refusal(IReadOnlyList<NewEvent> events, long? expectedHead)
    {
        if (expectedHead is not null && expectedHead != _events.Count)
            return new AppendOutcome.HeadMoved(_events.Count);
        foreach (var stream in events.GroupBy(e => e.Stream))
        {
            var (expected, actual) = (stream.First().Version - 1, _versions.GetValueOrDefault(stream.Key));
            if (expected != actual)
                return new AppendOutcome.VersionConflict(stream.Key, expected, actual);
        }
        return null;
    }

    AppendOutcome.Appended Write(IReadOnlyList<NewEvent> events)
    {
        var first = _events.Count + 1;
        foreach (var e in events)
        {
            _events.Add(e);
            _versions[e.Stream] = e.Version;
            Keys[e.Causation] = (Keys.TryGetValue(e.Causation, out var key) ? key.First : _events.Count, _events.Count);
        }
        return new(first, _events.Count);
    }

    /// <summary>Events that a season before the simulation left.</summary>
    public void Preload(IReadOnlyList<NewEvent> events) => Write(events);

    public Dictionary<string, (long First, long Last)> Find(IEnumerable<string> keys) =>
        keys.Where(Keys.ContainsKey).ToDictionary(key => key, key => Keys[key], StringComparer.Ordinal);

    public StoredEvent[] Read(long from, long? to) =>
        [.. Enumerable.Range((int)from, (int)Math.Max(0, Math.Min(to ?? long.MaxValue, _events.Count) - from + 1))
            .Select(position => Stored(position))];

    public StoredEvent Stored(int position)
    {
        var e = _events[position - 1];
        return new(position, e.Stream, e.Version, e.At, e.Causation, e.Type, e.Schema, e.Data);
    }

    public ProjectionState Tables()
    {
        var marks = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        foreach (var commit in _commits)
            foreach (var (name, position) in commit.Marks)
                marks[name] = position;
        return new(_events.Count, marks.ToImmutable(), ImmutableSortedDictionary<string, ProjectionStop>.Empty);
    }

    public void Commit(TableCommit commit) => _commits.Add(commit);

    /// <summary>The rows as an analyst reads them.</summary>
    public RowMap Rows()
    {
        var anew = _commits.FindLastIndex(commit => commit.Anew);
        var rows = new RowMap();
        foreach (var commit in _commits.Skip(Math.Max(anew, 0)))
            rows.Put(commit.Rows);
        return rows;
    }

    /// <param name="forgotten">Commits of tables that had not reached the disk.</param>
    public void Crash(int forgotten)
    {
        (IsUp, Turn) = (false, null);
        Epoch++;
        var kept = Math.Max(0, _commits.Count - forgotten);
        _commits.RemoveRange(kept, _commits.Count - kept);
    }
}
