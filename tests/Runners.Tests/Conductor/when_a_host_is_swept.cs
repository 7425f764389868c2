using System.Collections.Immutable;
using System.Threading.Channels;
using Gradients.Ledger;
using Gradients.Ledger.Store.Conducting;
using Gradients.Runners.Conductor;
using Gradients.Runners.Pool;

namespace Gradients.Runners.Tests.Conductor;

public sealed class when_a_host_is_swept
{
    readonly Rooms _rooms = new([new("alpha", "unix:///x", null, "h:1", 4L << 30, 2, 3, [])]);

    /// <summary>What each look was told, and what answers it.</summary>
    readonly Channel<(ImmutableArray<string>? Live, TaskCompletionSource<ImmutableArray<string>> Answer)> _looks =
        Channel.CreateUnbounded<(ImmutableArray<string>?, TaskCompletionSource<ImmutableArray<string>>)>();

    HostWatch Watch() => new(_rooms, (_, live, _) =>
    {
        var answer = new TaskCompletionSource<ImmutableArray<string>>();
        _looks.Writer.TryWrite((live, answer));
        return answer.Task;
    }, TimeSpan.FromHours(1), _ => { }, CancellationToken.None);

    static RunLease Lease(string lease) =>
        new(new("spring", "task", new("alice"), 1), lease, "alpha", 0, [], 1 << 30, 1, "", null);

    async Task<(ImmutableArray<string>? Live, TaskCompletionSource<ImmutableArray<string>> Answer)> LookAsync(
        HostWatch watch)
    {
        watch.Look();
        return await _looks.Reader.ReadAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Looks until what was answered has been taken in.</summary>
    static async Task UntilAsync(HostWatch watch, Func<bool> isSo)
    {
        while (!isSo())
        {
            watch.Look();
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task what_measures_there_stays()
    {
        Assert.Null(_rooms.Enter("early"));
        _rooms.Open("alpha");
        Assert.Equal("alpha", _rooms.Enter("evaluation")!.Name);
        Assert.Null(_rooms.Unswept("alpha"));
        _rooms.Add(Lease("run"));
        var watch = Watch(); // Nothing is ready until it was looked at.
        Assert.Equal(["run", "evaluation"], (await LookAsync(watch)).Live!.Value);
        _rooms.Leave("evaluation");
        Assert.Equal(["run"], _rooms.Unswept("alpha")!.Value);
    }

    [Fact]
    public async Task what_nobody_carries_out_any_more_goes_before_there_is_new_work()
    {
        _rooms.Add(Lease("orphan"));
        var watch = Watch();
        var first = await LookAsync(watch);
        Assert.Equal(["orphan"], first.Live!.Value);

        // It is dropped while somebody looks, and that look spares it: another one is needed.
        _rooms.Remove("orphan");
        watch.LookAgain("alpha");
        first.Answer.SetResult([]);
        await UntilAsync(watch, () => _looks.Reader.Count > 0);
        var second = await _looks.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Empty(second.Live!.Value);
        Assert.Equal((false, false), (watch.IsSettled, _rooms.IsReady("alpha")));
        second.Answer.SetResult([]);
        await UntilAsync(watch, () => watch.IsSettled);
        Assert.True(_rooms.IsReady("alpha"));

        // And where it is dropped from a host that works, nothing is placed there until it was swept.
        watch.LookAgain("alpha");
        Assert.Equal((false, false), (watch.IsSettled, _rooms.IsReady("alpha")));
        var third = await LookAsync(watch);
        Assert.Empty(third.Live!.Value);
        third.Answer.SetResult([]);
        await UntilAsync(watch, () => watch.IsSettled);
        Assert.True(_rooms.IsReady("alpha"));
        watch.Close();
    }
}
