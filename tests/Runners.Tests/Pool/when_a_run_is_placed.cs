using System.Collections.Immutable;
using System.Globalization;
using Gradients.Runners.Pool;

namespace Gradients.Runners.Tests.Pool;

public sealed class when_a_run_is_placed
{
    static HostRoom Room(string name, int gpus, int runs = 8) => HostRoom.Empty(new PoolHost(
        name, "unix:///x", null, "helper", 100, 10, runs,
        [.. Enumerable.Range(0, gpus).Select(i => new PoolGpu($"{name}-{i}", "H100", 80))]));

    static string? Choose(RunNeed need, params HostRoom[] rooms) =>
        Placement.Choose(rooms, need) is >= 0 and var index ? rooms[index].Host.Name : null;

    [Fact]
    public void the_tightest_host_that_fits_gets_it() =>
        Assert.Equal("four", Choose(new(4, 10, 1), Room("eight", 8), Room("two", 2), Room("four", 4)));

    [Fact]
    public void ties_are_settled_by_name() =>
        Assert.Equal("Beta", Choose(new(1, 10, 1), Room("alpha", 8), Room("beta", 8), Room("Beta", 8)));

    [Fact]
    public void a_small_task_goes_to_a_host_without_gpus() =>
        Assert.Equal("plain", Choose(new(0, 10, 1), Room("gpu", 1), Room("plain", 0)));

    [Theory]
    [InlineData(9, 10, 1)]
    [InlineData(1, 101, 1)]
    [InlineData(1, 10, 11)]
    public void what_fits_nowhere_waits(int gpus, long memory, double cpus) =>
        Assert.Null(Choose(new(gpus, memory, cpus), Room("a", 8)));

    [Fact]
    public void a_host_without_a_free_run_gets_none() => Assert.Null(Choose(new(0, 1, 1), Room("full", 8, runs: 0)));

    [Fact]
    public void no_gpu_is_given_twice_and_nothing_is_overdrawn()
    {
        const int seed = 7;
        var random = new Random(seed);
        var rooms = Enumerable.Range(0, 100).Select(i => Room(
            i.ToString("000", CultureInfo.InvariantCulture), random.Next(9))).ToList();
        var given = new HashSet<string>();
        var placed = 0;
        for (var run = 0; run < 5000; run++)
        {
            var need = new RunNeed(random.Next(9), random.Next(1, 60), random.Next(1, 6));
            var index = Placement.Choose(rooms, need);
            if (index < 0)
            {
                Assert.DoesNotContain(rooms, room => room.Fits(need));
                continue;
            }
            (rooms[index], var gpus) = rooms[index].Take(need);
            Assert.Equal(need.Gpus, gpus.Length);
            Assert.All(gpus, gpu => Assert.True(given.Add(gpu), $"{gpu} twice (seed {seed})"));
            placed++;
        }
        Assert.True(placed > 100, $"{placed} placed (seed {seed})");
        Assert.All(rooms, room => Assert.True(room is { Memory: >= 0, Cpus: >= 0, Runs: >= 0 }));
    }
}
