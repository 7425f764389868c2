using Gradients.Ledger;
using Gradients.Ledger.Store.Conducting;
using Gradients.Runners.Conductor;
using Gradients.Runners.Pool;

namespace Gradients.Runners.Tests.Conductor;

public sealed class when_runs_are_placed
{
    static readonly RunNeed Small = new(0, 1 << 30, 1);

    static PoolHost Host(string name, int gpus = 0) => new(name, "unix:///x", null, "h:1", 4L << 30, 2, 3,
        [.. Enumerable.Range(0, gpus).Select(i => new PoolGpu($"{name}-{i}", "H100", 80L << 30))]);

    static RunKey Run(int number) => new("t", "task", new($"hotkey-{number}"), 1);

    [Fact]
    public void a_host_that_was_not_looked_at_gets_none()
    {
        var rooms = new Rooms([Host("alpha")]);
        Assert.Null(rooms.Place(Run(1), Small, "one"));
        rooms.Open("alpha");
        Assert.Equal("alpha", rooms.Place(Run(1), Small, "one")!.Host);
        rooms.Close("alpha");
        Assert.Null(rooms.Place(Run(2), Small, "two"));
    }

    [Fact]
    public void slots_and_gpus_are_nobody_elses_until_the_lease_ends()
    {
        var rooms = new Rooms([Host("alpha", gpus: 2)]);
        rooms.Open("alpha");
        var one = rooms.Place(Run(1), new(1, 1 << 30, 1), "one")!;
        var two = rooms.Place(Run(2), new(1, 1 << 30, 1), "two")!;
        Assert.Equal((0, 1), (one.Slot, two.Slot));
        Assert.Empty(one.Gpus.Intersect(two.Gpus));
        Assert.Null(rooms.Place(Run(3), Small, "three"));
        rooms.Remove("one");
        var three = rooms.Place(Run(3), new(1, 1 << 30, 1), "three")!;
        Assert.Equal((0, one.Gpus[0]), (three.Slot, three.Gpus[0]));
    }
}
