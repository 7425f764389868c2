using System.Diagnostics;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Log;
using Gradients.Ledger.Store;

namespace Gradients.Api.Logs;

/// <summary>
/// Brings a folder of tiles up to date from the database and signs checkpoints of it. What was published before is only
/// continued; a run that ends early, however it ends, is continued by the next.
/// </summary>
internal sealed class Publisher : IDisposable
{
    readonly EventStore _store;
    readonly PublishedAttachments _attachments;
    readonly string _folder;
    readonly SignerKey _key;
    readonly LogWriter _log;
    readonly EntryFeed _feed = new();
    readonly Stopwatch _waiting = new();
    (long Events, TimeSpan Time) _every;
    long _published;
    long _signed; // As far as the key went when it was last asked, perhaps for another folder.

    Publisher(OpenLedger ledger, string folder, SignerKey key, LogWriter log)
    {
        (_store, _folder, _key, _log) = (ledger.Store, folder, key, log);
        _attachments = new(new AttachmentStore(ledger.Source), folder);
        // A folder without a checkpoint gets one even of an empty ledger.
        _published = File.Exists(Path.Combine(folder, LogSource.Checkpoint)) ? log.Size : -1;
    }

    /// <summary>Opens the folder as its only publisher, and sees that the database is the one it was made of.</summary>
    /// <exception cref="BadLog">The folder is not a log of this key, or was changed.</exception>
    /// <exception cref="Trouble">The database no longer has what was published: exit code 1.</exception>
    public static async Task<Publisher> OpenAsync(
        OpenLedger ledger, string folder, SignerKey key, CancellationToken cancel)
    {
        var policy = new SignaturePolicy(key.Verifier);
        var publisher = new Publisher(ledger, folder, key, LogWriter.Open(folder, policy));
        try
        {
            if (publisher._published > 0)
                await publisher.CompareAsync(policy, cancel);
            await publisher.CheckHeadAsync(cancel);
            return publisher;
        }
        catch
        {
            publisher.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The last entries published are compared with their rows: a database that was restored from a backup and went on
    /// differently would otherwise continue another history.
    /// </summary>
    async Task CompareAsync(SignaturePolicy policy, CancellationToken cancel)
    {
        using var source = new FolderSource(_folder);
        var last = new TiledLog(source, policy).Entries(_published - 1).First();
        var next = last.First;
        await foreach (var row in _store.ReadAsync(last.First, _published, cancel))
        {
            if (row.Position != next || !_feed.Entry(row).SequenceEqual(last[(int)(next - last.First)]))
                break;
            next++;
        }
        if (next <= _published)
            throw new Trouble($"{_folder} has published position {next} of {_published}, and the database has no such "
                + "event or another one: it was rolled back or changed. Nothing was published", Exit.Diverged);
    }

    async Task CheckHeadAsync(CancellationToken cancel)
    {
        OpenSigner().Dispose();
        var head = await _store.HeadAsync(cancel);
        if (head < _signed)
            throw new Trouble($"this key signed {_signed} events, and the database ends at {head}: it was rolled back. "
                + "Nothing was published", Exit.Diverged);
    }

    LogSigner OpenSigner()
    {
        var signer = LogSigner.Open(_key, LogSigner.StateOf(_key));
        _signed = signer.Last?.Size ?? 0;
        return signer;
    }

    public long Size => _log.Size;

    public TreeHash Root => _log.Root;

    /// <summary>Takes events as they come and signs a checkpoint every so often, and at the end.</summary>
    /// <param name="rows">From <see cref="Size"/> + 1 on.</param>
    /// <param name="every">So many events, or so long that one has waited, after which a checkpoint is signed.</param>
    /// <param name="signed">Told of every checkpoint.</param>
    public async Task RunAsync(
        IAsyncEnumerable<StoredEvent> rows, (long Events, TimeSpan Time) every, Action signed, CancellationToken cancel)
    {
        _every = every;
        await using var events = rows.GetAsyncEnumerator(cancel);
        try
        {
            await _attachments.WriteAsync(cancel);
            while (await NextAsync(events, signed, cancel))
            {
                _feed.Append(_log, events.Current);
                _waiting.Start();
                if (MaySign && (_log.Size - _published >= every.Events || _waiting.Elapsed >= every.Time))
                    await PublishAsync(signed, cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Somebody ends a publisher that follows: what it took is published below.
        }
        // What was taken is published whether or not somebody ends this.
        if (_log.Size != _published && !await PublishAsync(signed, default) && !cancel.IsCancellationRequested)
        {
            // Another publisher of this key went past the snapshot that was read here; go on to where it is.
            await _feed.AppendAsync(_log, _store, null, cancel);
            if (!await PublishAsync(signed, cancel))
                await CheckHeadAsync(cancel);
        }
    }

    /// <summary>A folder that is behind another one of this key first takes what is signed there already.</summary>
    bool MaySign => _log.Size >= _signed;

    async Task<bool> NextAsync(IAsyncEnumerator<StoredEvent> events, Action signed, CancellationToken cancel)
    {
        var next = events.MoveNextAsync();
        if (next.IsCompleted || _log.Size == _published || !MaySign)
            return await next;
        var task = next.AsTask();
        var left = _every.Time - _waiting.Elapsed;
        if (left > TimeSpan.Zero)
            await Task.WhenAny(task, Task.Delay(left, cancel));
        if (!task.IsCompleted)
            await PublishAsync(signed, cancel);
        return await task;
    }

    /// <summary>False: the key signed a longer history for another folder; this one has to get there first.</summary>
    async Task<bool> PublishAsync(Action signed, CancellationToken cancel)
    {
        // First, so that whoever reads of an attachment in an event finds it.
        await _attachments.WriteAsync(cancel);
        using var signer = OpenSigner();
        if (!MaySign)
            return false;
        using var tiles = new FolderSource(_folder);
        _log.Publish(_key.Verifier.Name, c => new(c.ToString(), [signer.Sign(c, tiles)]));
        _published = _log.Size;
        _waiting.Reset();
        signed();
        return true;
    }

    public void Dispose() => _log.Dispose();
}
