using System.Collections.Immutable;
using Gradients.Ledger.Store.Conducting;
using Gradients.Runners.Pool;

namespace Gradients.Runners.Conductor;

/// <summary>Which hosts may be given work, and what is free on each of them.</summary>
public sealed class Rooms(ImmutableArray<PoolHost> hosts)
{
    readonly Dictionary<string, RunLease> _leases = new(StringComparer.Ordinal);
    readonly Lock _gate = new();
    readonly Dictionary<string, HostRoom> _free =
        hosts.ToDictionary(host => host.Name, HostRoom.Empty, StringComparer.Ordinal);
    readonly SortedSet<string> _ready = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, string> _guests = new(StringComparer.Ordinal);

    public ImmutableArray<PoolHost> Hosts { get; } = hosts;

    public PoolHost? Find(string host) => Hosts.FirstOrDefault(one => one.Name == host);

    public bool IsReady(string host)
    {
        lock (_gate)
            return _ready.Contains(host);
    }

    /// <summary>It may be given work.</summary>
    public void Open(string host)
    {
        lock (_gate)
            _ready.Add(host);
    }

    /// <summary>It is given none: it was lost, or drains.</summary>
    public void Close(string host)
    {
        lock (_gate)
            _ready.Remove(host);
    }

    /// <summary>A host for an evaluation, which takes nobody's place. May be called from any thread.</summary>
    /// <returns>Null: none is ready now.</returns>
    public PoolHost? Enter(string lease)
    {
        lock (_gate)
        {
            var host = Hosts.FirstOrDefault(one => _ready.Contains(one.Name));
            if (host is not null)
                _guests[lease] = host.Name;
            return host;
        }
    }

    /// <summary>The evaluation is over. May be called from any thread.</summary>
    public void Leave(string lease)
    {
        lock (_gate)
            _guests.Remove(lease);
    }

    /// <summary>The leases of all that lives on a host that is not ready; everything else there may be swept away.</summary>
    /// <returns>Null: it is ready, so new work may come to it at any moment, and nothing may be swept.</returns>
    public ImmutableArray<string>? Unswept(string host)
    {
        lock (_gate)
            return _ready.Contains(host) ? null
                : [.. On(host).Select(lease => lease.Lease),
                   .. _guests.Where(guest => guest.Value == host).Select(guest => guest.Key)];
    }

    public IEnumerable<RunLease> On(string host) => _leases.Values.Where(lease => lease.Host == host);

    public void Add(RunLease lease)
    {
        _leases[lease.Lease] = lease;
        Count(lease.Host);
    }

    public void Remove(string lease)
    {
        if (_leases.Remove(lease, out var gone))
            Count(gone.Host);
    }

    /// <summary>What is free there is counted when it changes, not at every placement on every host.</summary>
    void Count(string host)
    {
        if (Find(host) is { } counted)
            _free[host] = Room(counted);
    }

    /// <summary>A place for a run, which it keeps until its lease is removed.</summary>
    /// <returns>Null: it fits nowhere now.</returns>
    public RunLease? Place(RunKey run, RunNeed need, string lease)
    {
        var open = Hosts.Where(host => IsReady(host.Name)).ToArray();
        var rooms = Array.ConvertAll(open, host => _free[host.Name]);
        if (Placement.Choose(rooms, need) is not (>= 0 and var best))
            return null;
        var host = open[best];
        var taken = On(host.Name).Select(other => other.Slot).ToHashSet();
        var slot = 0;
        while (taken.Contains(slot))
            slot++;
        var (_, gpus) = rooms[best].Take(need);
        var placed = new RunLease(run, lease, host.Name, slot, gpus, need.Memory, need.Cpus, "", null);
        Add(placed);
        return placed;
    }

    HostRoom Room(PoolHost host)
    {
        var room = HostRoom.Empty(host);
        foreach (var lease in On(host.Name))
            room = room with
            {
                Gpus = room.Gpus.RemoveRange(lease.Gpus),
                Memory = room.Memory - lease.Memory,
                Cpus = room.Cpus - lease.Cpus,
                Runs = room.Runs - 1,
            };
        return room;
    }
}
