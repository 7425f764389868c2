using Gradients.Api.Database;
using Gradients.Api.Logs;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Log;
using Gradients.Ledger.Store;
using Gradients.Projections.Audits;

namespace Gradients.Api.Upkeep;

/// <summary>
/// Replays the ledger, and holds the database against what was signed of it: the last checkpoint of every key that
/// signed on this machine, and on request a published log, entry by entry. Whoever rules the database can make it agree
/// with itself, not with them.
/// </summary>
internal sealed class LogDoctor(OpenLedger ledger)
{
    const string Name = "signed checkpoints";
    const string PublishedName = "published log";

    const string WhereToLook =
        "Publish nothing. See which event it is (`gradients doctor --log DIR --key VKEY`), then restore a backup.";

    readonly List<Finding> _findings = [];

    /// <param name="published">A published log; null: only what this machine remembers.</param>
    /// <param name="policy">The signatures its checkpoint needs; null: none.</param>
    public async Task<IReadOnlyList<Finding>> ExamineAsync(
        string? published, SignaturePolicy? policy, CancellationToken cancel)
    {
        _findings.Clear();
        await ReplayedAsync(cancel);
        await RememberedAsync(cancel);
        if (published is not null)
            await PublishedAsync(published, policy, cancel);
        await AttachmentsAsync(cancel);
        return _findings;
    }

    /// <summary>What every other command needs, and an audit of the export would find.</summary>
    async Task ReplayedAsync(CancellationToken cancel)
    {
        const string check = "replay";
        var (audit, trouble) = (new Audit(), "");
        await foreach (var (entry, wrong) in EntriesAsync(await ledger.Store.HeadAsync(cancel), cancel))
        {
            trouble = wrong ?? Judged(audit, entry.Span);
            if (trouble.Length > 0)
                break;
        }
        if (trouble.Length > 0)
            Fail(check, $"{trouble}.", "Nothing after it can be relied on. Compare with a published log or an export, then "
                + "restore a backup.");
        else
            Ok(check, "Every event can be read, and every recorded conclusion follows from the events before it.");
    }

    static string Judged(Audit audit, ReadOnlySpan<byte> entry)
    {
        try
        {
            return audit.Entry(entry) is { } d
                ? $"position {d.Position}, {d.Stream} version {d.Version}, {d.Type}: {d.Field} is recorded as "
                    + $"'{d.Recorded}' and recomputed as '{d.Recomputed}'"
                : "";
        }
        catch (NotCanonical refused)
        {
            return $"position {audit.State.Head + 1}: {refused.Message}";
        }
    }

    async Task RememberedAsync(CancellationToken cancel)
    {
        var signed = Signed().OrderBy(checkpoint => checkpoint.Size).ToList();
        var edge = new RightEdge();
        var trouble = "";
        await using var entries = EntriesAsync(signed.LastOrDefault()?.Size ?? 0, cancel).GetAsyncEnumerator(cancel);
        foreach (var checkpoint in signed)
        {
            while (trouble.Length == 0 && edge.Size < checkpoint.Size)
                if (!await entries.MoveNextAsync())
                    trouble = $"the database ends at {edge.Size}: it was rolled back";
                else if (entries.Current is var (entry, wrong) && wrong is null)
                    edge.Append(TreeHashing.Leaf(entry.Span));
                else
                    trouble = wrong!;
            var said = $"{checkpoint.Size} events were signed for {checkpoint.Origin} with root {checkpoint.Root}";
            if (trouble.Length > 0)
                Fail(Name, $"{said}, and {trouble}.", WhereToLook);
            else if (edge.Root != checkpoint.Root)
                Fail(Name, $"{said}; the first {checkpoint.Size} of the database have root {edge.Root}: an event was "
                    + "changed, or this is another ledger.", WhereToLook);
            else
                Ok(Name, $"{said}, and are as they were.");
        }
        if (signed.Count == 0)
            Ok(Name, "Nothing was signed on this machine. A published log is compared with --log.");
    }

    static IEnumerable<Checkpoint> Signed() => LogSigner.States().Select(file =>
    {
        try
        {
            return Checkpoint.Parse(File.ReadAllText(file));
        }
        catch (FormatException e)
        {
            throw new Shell.Trouble($"{file}: {e.Message}");
        }
    });

    async Task PublishedAsync(string place, SignaturePolicy? policy, CancellationToken cancel)
    {
        using var source = LogSource.Open(place);
        try
        {
            var log = new TiledLog(source, policy);
            var size = log.Checkpoint.Size;
            await using var rows = EntriesAsync(size, cancel).GetAsyncEnumerator(cancel);
            foreach (var bundle in log.EntriesAhead())
                for (var i = 0; i < bundle.Count; i++)
                {
                    var wrong = await rows.MoveNextAsync()
                        ? rows.Current.Wrong ?? Different(bundle[i], rows.Current.Entry.Span)
                        : "the database ends before it: it was rolled back";
                    if (wrong is null)
                        continue;
                    Fail(PublishedName, $"Position {bundle.First + i} of the {size} published at {place} is not what "
                        + $"the database has there: {wrong}.", "Publish nothing, and restore a backup.");
                    return;
                }
            Ok(PublishedName, $"The {size} events published at {place} are those of the database.");
        }
        catch (BadLog bad)
        {
            Fail(PublishedName, $"{place} is no sound log: {bad.Message}.",
                "Publish the ledger again into an empty folder.");
        }
    }

    /// <summary>The first place in which two entries differ, as a person finds it; null: they do not.</summary>
    static string? Different(ReadOnlySpan<byte> published, ReadOnlySpan<byte> stored)
    {
        if (published.SequenceEqual(stored))
            return null;
        const int shown = 60;
        var from = Math.Max(0, published.CommonPrefixLength(stored) - (shown / 3));
        return $"{Part(published)} was published, {Part(stored)} is stored";

        string Part(ReadOnlySpan<byte> entry) => Shell.Terminal.Plain(
            $"…{System.Text.Encoding.UTF8.GetString(entry[from..Math.Min(entry.Length, from + shown)])}…");
    }

    /// <summary>The canonical bytes of the first events, or why a row is none; nothing follows that.</summary>
    async IAsyncEnumerable<(ReadOnlyMemory<byte> Entry, string? Wrong)> EntriesAsync(
        long to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        if (to == 0)
            yield break;
        var (writer, names, next) = (new CanonicalWriter(), new Interner(), 1L);
        await foreach (var row in ledger.Store.ReadAsync(1, to, cancel))
        {
            var wrong = row.Position == next ? Write(row) : $"position {next} is missing";
            yield return (wrong is null ? writer.Written.ToArray() : default, wrong);
            next++;
        }

        string? Write(in StoredEvent row)
        {
            try
            {
                writer.Clear();
                Envelope.Write(writer, StoredEvents.Decode(row, names));
                return null;
            }
            catch (StoreException unreadable)
            {
                return unreadable.Message.TrimEnd('.');
            }
        }
    }

    async Task AttachmentsAsync(CancellationToken cancel)
    {
        const string check = "attachment contents";
        var store = new AttachmentStore(ledger.Source);
        var all = await store.ListAsync(cancel: cancel);
        foreach (var attachment in all)
            try
            {
                await using var contents = store.Open(attachment);
                await contents.CopyToAsync(Stream.Null, cancel);
            }
            catch (BadLog bad)
            {
                Fail(check, $"{bad.Message}.", "Let the owner delete its rows, and add the file again.");
                return;
            }
        Ok(check, $"The contents of {all.Count} attachments have their digests.");
    }

    void Ok(string check, string sentence) => _findings.Add(new(Health.Ok, check, sentence));

    void Fail(string check, string sentence, string remedy) =>
        _findings.Add(new(Health.Fail, check, sentence, remedy));
}
