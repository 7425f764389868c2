using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Gradients.Ledger.Store;

/// <summary>Work on the items of a sequence, in order, on another thread and ahead of who walks the results.</summary>
static class Ahead
{
    // Handed on in batches, because waking a thread costs more than an item. Few of them wait: what is in memory stays
    // small, and does not grow old there.
    const int BatchSize = 256;
    const int MostWaiting = 4;

    /// <summary>
    /// The source is walked by one task, which nobody else touches meanwhile, and closed before the walk over the
    /// results ends, however it ends. An exception of source or work comes after the results before it.
    /// </summary>
    internal static async IAsyncEnumerable<TResult> OfAsync<T, TResult>(
        IAsyncEnumerable<T> source, Func<T, TResult> work, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var batches = Channel.CreateBounded<List<TResult>>(
            new BoundedChannelOptions(MostWaiting) { SingleReader = true, SingleWriter = true });
        var working = Task.Run(() => WorkAsync(source, work, batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancel))
                foreach (var result in batch)
                    yield return result;
        }
        finally
        {
            await stop.CancelAsync();
            await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    static async Task WorkAsync<T, TResult>(
        IAsyncEnumerable<T> source, Func<T, TResult> work, ChannelWriter<List<TResult>> batches, CancellationToken stop)
    {
        var batch = new List<TResult>(BatchSize);
        Exception? trouble = null;
        try
        {
            await foreach (var item in source.WithCancellation(stop))
            {
                batch.Add(work(item));
                if (batch.Count < BatchSize)
                    continue;
                await batches.WriteAsync(batch, stop);
                batch = new(BatchSize);
            }
        }
        catch (Exception reason)
        {
            trouble = reason; // Of the walker's thread, not of this one: it is thrown there.
        }

        await batches.WriteAsync(batch, stop);
        batches.Complete(trouble);
    }
}
