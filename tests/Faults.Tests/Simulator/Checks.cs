using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Log;
using Gradients.Ledger.Store;
using Gradients.Projections;
using Gradients.Projections.Audits;

namespace Gradients.Faults.Tests.Simulator;

/// <summary>What has to hold, after every answer and every event folded, and of everything at the end.</summary>
sealed class Checks(World world)
{
    readonly Dictionary<string, (long First, long Last)> _acknowledged = new(StringComparer.Ordinal);
    readonly HashSet<(int Node, string Key)> _folded = [];
    readonly HashSet<(int Node, string Key)> _accepted = [];
    readonly HashSet<(int Node, string Key)> _suspects = [];

    /// <summary>Events that a process said stand in the ledger.</summary>
    public long Acknowledged { get; private set; }

    public int Refused { get; private set; }

    /// <summary>Sees every event that a process folds, from the first on: what it holds true must be on disk.</summary>
    public Action<Recorded> Follow(Node node)
    {
        var last = 0L;
        return e =>
        {
            Hold(e.Position == ++last, $"process {node.Number} folds position {e.Position} after {last - 1}");
            _folded.Add((node.Number, e.Causation));
            Hold(Stands(e), $"process {node.Number} folds another position {e.Position} than the ledger has");
        };
    }

    /// <summary>A process answers a command.</summary>
    /// <param name="wasDone">Whether its key stood in the ledger when the command came.</param>
    public void Answered(Node node, CommandLine line, Answer answer, bool wasDone)
    {
        switch (answer)
        {
            case Answer.Accepted accepted:
                Hold(!wasDone, $"{line.Key} is carried out a second time");
                foreach (var e in accepted.Events)
                    Hold(Stands(e) && e.Causation == line.Key, $"{line.Key} is answered with what does not stand");
                _accepted.Add((node.Number, line.Key));
                _suspects.Remove((node.Number, line.Key));
                Acknowledge(line.Key, accepted.Events[0].Position, accepted.Events[^1].Position);
                break;
            case Answer.Repeated repeated:
                Acknowledge(line.Key, repeated.First, repeated.Last);
                break;
            default:
                Refused++;
                Hold(!wasDone, $"{line.Key} was carried out, and is refused when it comes again");
                // The answer is seen here two moments after the decision, and asking the database takes longer than
                // that: its events were folded before, unless the same process accepts another copy right now.
                if (_folded.Contains((node.Number, line.Key)) && !_accepted.Contains((node.Number, line.Key)))
                    _suspects.Add((node.Number, line.Key));
                break;
        }
    }

    /// <summary>The answers it had not given yet are not known.</summary>
    public void Killed(Node node) => _suspects.RemoveWhere(suspect => suspect.Node == node.Number);

    void Acknowledge(string key, long first, long last)
    {
        Hold(world.Server.Keys.TryGetValue(key, out var stands) && stands == (first, last),
            $"{key} is said to have written {first} to {last}, and has {stands}");
        if (_acknowledged.TryAdd(key, (first, last)))
            Acknowledged += last - first + 1;
        Hold(_acknowledged[key] == (first, last), $"{key} is acknowledged with {first} and with {_acknowledged[key]}");
    }

    bool Stands(in Recorded e)
    {
        if (e.Position < 1 || e.Position > world.Server.Events.Count)
            return false;
        var stored = world.Server.Events[(int)e.Position - 1];
        return stored.Stream == e.Stream && stored.Version == e.Version && stored.At == e.At
            && stored.Causation == e.Causation && stored.Type == EventTypes.Of(e.Event).Alias;
    }

    /// <summary>All is calm: the whole ledger is judged.</summary>
    public void AtTheEnd()
    {
        var (lost, doubled) = (0, 0);
        foreach (var (key, positions) in _acknowledged)
            if (!world.Server.Keys.TryGetValue(key, out var stands) || stands != positions)
                lost++;
        var order = world.Server.Events.Select(e => e.Causation).ToList();
        var runs = order.Where((key, i) => i == 0 || order[i - 1] != key).ToList();
        doubled = runs.Count - runs.Distinct(StringComparer.Ordinal).Count();
        Hold(lost == 0 && doubled == 0, $"{lost} acknowledged commands lost, {doubled} carried out twice");

        foreach (var (number, key) in _suspects)
            Hold(false, $"{key} was refused by process {number}, which had folded its events");

        var (export, leaves, state) = Replay();
        var edge = world.Keeper.Edge;
        Hold(edge.Size == leaves.Count && edge.Root == TreeHashing.Root(leaves.ToArray()), "the log's root is another");
        if (leaves.Count > 0)
        {
            var report = Audit.Of(new MemoryStream(export));
            Hold(report.ExitCode(strict: false) == 0, $"the audit says {report.Divergence}{report.Unreadable}");
        }
        foreach (var node in world.Nodes)
        {
            var difference = SameState.Difference(node.Ledger!.State, state);
            Hold(difference is null, $"process {node.Number} holds another state than a replay: {difference}");
        }
        var rebuilt = ProjectionHash.Of(Rebuilt(world.Server, out _));
        Hold(ProjectionHash.Of(world.Server.Rows()) == rebuilt, "the tables differ from a rebuild");
    }

    (byte[] Export, List<TreeHash> Leaves, LedgerState State) Replay()
    {
        var (export, entry, names) = (new CanonicalWriter(), new CanonicalWriter(), new Interner());
        var leaves = new List<TreeHash>();
        var state = LedgerState.Empty;
        foreach (var row in world.Server.Read(1, null))
        {
            var e = StoredEvents.Decode(row, names);
            state = LedgerState.Evolve(state, e);
            entry.Clear();
            Envelope.Write(entry, e);
            leaves.Add(TreeHashing.Leaf(entry.Written));
            export.Raw(entry.Written);
            export.Raw((byte)'\n');
        }
        return (export.ToArray(), leaves, state);
    }

    /// <summary>All projections over the whole ledger, from its first event.</summary>
    public static RowMap Rebuilt(SimulatedServer server, out long head)
    {
        var (set, rows, tables, names) = (new ProjectionSet(), new List<Row>(), new RowMap(), new Interner());
        foreach (var row in server.Read(1, null))
            set.Apply(StoredEvents.Decode(row, names), rows);
        foreach (var projection in set.Running)
            Hold(projection.Fault is null, $"{projection.Name} stopped: {projection.Fault}");
        tables.Put(rows);
        head = server.Events.Count;
        return tables;
    }

    static void Hold(bool isTrue, string otherwise)
    {
        if (!isTrue)
            throw new InvalidOperationException(otherwise);
    }
}
