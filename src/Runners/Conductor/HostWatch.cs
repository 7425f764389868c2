using System.Collections.Concurrent;
using System.Collections.Immutable;
using Gradients.Runners.Pool;

namespace Gradients.Runners.Conductor;

/// <summary>
/// Looks at every host now and then. One that does not answer, or has a fault, is given no work, and whoever works
/// there is told to give up; one that comes back is swept first: what carries no live lease is killed and removed.
/// </summary>
sealed class HostWatch
{
    readonly Rooms _rooms;
    readonly Func<PoolHost, ImmutableArray<string>?, CancellationToken, Task<ImmutableArray<string>>> _admit;
    readonly TimeSpan _every;
    readonly Action<Telling> _tell;
    readonly CancellationToken _leave;
    readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    internal HostWatch(Rooms rooms,
        Func<PoolHost, ImmutableArray<string>?, CancellationToken, Task<ImmutableArray<string>>> admit,
        TimeSpan every, Action<Telling> tell, CancellationToken leave)
    {
        (_rooms, _admit, _every, _tell, _leave) = (rooms, admit, every, tell, leave);
        foreach (var host in rooms.Hosts)
        {
            rooms.Close(host.Name);
            _seen[host.Name] = new();
        }
    }

    sealed class Seen : IDisposable
    {
        internal Task<ImmutableArray<string>>? Looking;
        internal ImmutableArray<string>? Faults;
        internal bool IsUnsure;
        internal bool IsLate;
        internal DateTime Next = DateTime.MinValue;
        internal CancellationTokenSource Work = new();

        public void Dispose() => Work.Dispose();
    }

    /// <summary>All hosts have been looked at.</summary>
    internal bool IsSettled => _seen.Values.All(seen => seen is { Faults: not null, IsUnsure: false });

    /// <summary>Whether it is known if a host answers; one that left the pool never will.</summary>
    internal bool WasSeen(string host) =>
        !_seen.TryGetValue(host, out var seen) || seen is { Faults: not null, IsUnsure: false };

    /// <summary>Cancelled when the host is lost.</summary>
    internal CancellationToken Of(string host) => _seen[host].Work.Token;

    /// <summary>Something lies there that nobody carries out any more: it is swept before there is new work.</summary>
    internal void LookAgain(string host)
    {
        if (!_seen.TryGetValue(host, out var seen))
            return;
        _rooms.Close(host);
        seen.IsUnsure = true;
        seen.IsLate = seen.Looking is not null;
        seen.Next = DateTime.MinValue;
    }

    /// <summary>Takes in what was seen, and looks where it is time to.</summary>
    internal void Look()
    {
        foreach (var host in _rooms.Hosts)
        {
            var seen = _seen[host.Name];
            if (seen.Looking is { IsCompleted: true } looked)
                Take(host, seen, looked);
            if (seen.Looking is null && DateTime.UtcNow >= seen.Next)
            {
                // Nothing is placed on a host that is not ready, so nothing new can be swept away with the old.
                var live = _rooms.Unswept(host.Name);
                seen.Looking = Task.Run(() => _admit(host, live, _leave));
            }
        }
    }

    void Take(PoolHost host, Seen seen, Task<ImmutableArray<string>> looked)
    {
        seen.Looking = null;
        if (seen.IsLate)
        {
            seen.IsLate = false; // It was begun before there was something to sweep.
            return;
        }
        seen.IsUnsure = false;
        seen.Next = DateTime.UtcNow + _every;
        var faults = looked.IsCompletedSuccessfully ? looked.Result
            : [looked.Exception?.GetBaseException().Message ?? "it was not looked at to the end"];
        if (seen.Faults is not { } before || before.IsEmpty != faults.IsEmpty)
            _tell(new Telling.HostIs(host.Name, faults));
        seen.Faults = faults;
        if (faults.IsEmpty)
        {
            _rooms.Open(host.Name);
            return;
        }
        _rooms.Close(host.Name);
        seen.Work.Cancel();
        seen.Work.Dispose();
        seen.Work = new();
    }

    /// <summary>Nobody asks any more.</summary>
    internal void Close()
    {
        foreach (var seen in _seen.Values)
            seen.Dispose();
    }
}
