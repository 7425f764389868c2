using System.Runtime.CompilerServices;
using System.Text;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Store;

namespace Gradients.Store.Tests;

public sealed class when_events_are_decoded_ahead
{
    const int Many = 10_000;

    int _read;
    bool _closed;

    static StoredEvent Row(long position, string data) => new(
        position, "tournament/a", position, Facts.NoonMicros, "k", "entry_submitted", 1, Encoding.UTF8.GetBytes(data));

    async IAsyncEnumerable<StoredEvent> Rows(
        int count, Func<int, string> data, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        try
        {
            for (var i = 1; i <= count; i++)
            {
                if (i % 1000 == 0)
                    await Task.Yield();
                cancel.ThrowIfCancellationRequested();
                _read++;
                yield return Row(i, data(i));
            }
        }
        finally
        {
            _closed = true;
        }
    }

    static string Entry(int number) => "{\"coldkey\": \"c\", \"commit\": \"" + number.ToString("x40") + "\", "
        + "\"hotkey\": \"h" + number + "\", \"repository\": \"r\"}";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(Many)]
    public async Task all_of_them_come_in_their_order(int count)
    {
        var position = 0L;
        await foreach (var e in Rows(count, Entry).DecodeAheadAsync(new Interner()))
            Assert.Equal(++position, e.Position);
        Assert.Equal(count, position);
        Assert.True(_closed);
    }

    [Fact]
    public async Task a_row_that_cannot_be_read_comes_after_those_before_it()
    {
        var position = 0L;
        var thrown = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            await foreach (var e in Rows(Many, i => i == 777 ? "{}" : Entry(i)).DecodeAheadAsync(new Interner()))
                position = e.Position;
        });
        Assert.Equal(776, position);
        Assert.Contains("tournament/a version 777", thrown.Message, StringComparison.Ordinal);
        Assert.True(_closed);
    }

    [Fact]
    public async Task whoever_stops_early_leaves_nothing_running()
    {
        await foreach (var _ in Rows(100 * Many, Entry).DecodeAheadAsync(new Interner()))
            break;
        Assert.True(_closed);
        Assert.InRange(_read, 1, Many); // A little ahead, not all.
    }

    [Fact]
    public async Task it_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var e in Rows(100 * Many, Entry).DecodeAheadAsync(new Interner(), cancel.Token))
                if (e.Position == 1000)
                    await cancel.CancelAsync();
        });
        Assert.True(_closed);
    }
}
