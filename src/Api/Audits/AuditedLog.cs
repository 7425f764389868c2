using Gradients.Api.Shell;
using Gradients.Ledger.Log;
using Gradients.Projections.Audits;

namespace Gradients.Api.Audits;

/// <summary>A published log as it is audited: what its checkpoint says, and whose signatures it needs.</summary>
/// <param name="Checkpoint">Null: it was not accepted.</param>
/// <param name="Policy">Null: no signature was checked.</param>
/// <param name="Before">The checkpoint of the last audit, which this one has to continue.</param>
/// <param name="Attachments">Those that were read and have their digests; null: nobody asked.</param>
internal sealed record AuditedLog(
    Checkpoint? Checkpoint, SignaturePolicy? Policy, Checkpoint? Before, long? Attachments)
{
    /// <summary>Whether a place is a log and not an export of lines: told by its contents or its name.</summary>
    public static bool Is(string place)
    {
        if (place == "-")
            return false;
        if (place.StartsWith("http://", StringComparison.Ordinal)
            || place.StartsWith("https://", StringComparison.Ordinal) || Directory.Exists(place)
            || place.EndsWith(".ledger", StringComparison.Ordinal)
            || place.EndsWith(".ledger.gz", StringComparison.Ordinal))
            return true;
        using var file = Input.Open(place);
        Span<byte> start = stackalloc byte[LogSource.Checkpoint.Length + 1];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) || start.SequenceEqual("checkpoint\0"u8);
    }

    public static int Run(
        string place, SignaturePolicy? policy, string? checkpoint, string? memory, bool attachments, bool hashState,
        bool strict, bool json)
    {
        using var source = LogSource.Open(place);
        var kept = memory is null ? null : new AuditMemory(memory);
        var before = kept?.Checkpoint;
        TiledLog? log = null;
        LogAudit? audit = null;
        long? checkedAttachments = null;
        AuditReport report;
        try
        {
            log = new TiledLog(source, policy, checkpoint ?? LogSource.Checkpoint);
            if (before is not null && before.Origin != log.Checkpoint.Origin)
                throw new Trouble($"{memory} is about '{Terminal.Plain(before.Origin)}', this log is "
                    + $"'{Terminal.Plain(log.Checkpoint.Origin)}'");
            audit = new LogAudit(log, before, kept?.Snapshot)
            {
                Named = attachments ? new(StringComparer.Ordinal) : null,
                HashesState = hashState,
            };
            report = audit.Run(Terminal.Progress("audited"));
            if (attachments && report.ExitCode(strict: false) == Exit.Done)
                report = CheckAttachments(source, audit.Named!, report, out checkedAttachments);
        }
        catch (BadLog refused)
        {
            report = LogAudit.Of(refused);
        }
        catch (InvalidDataException damaged)
        {
            throw new Trouble($"{kept!.SnapshotFile}: {damaged.Message}: remove it, and everything is folded again");
        }
        if (audit is not null && report.ExitCode(strict) == Exit.Done)
            kept?.Write(log!.Note, audit.Snapshot());
        AuditPrinting.Print(place, report, new(log?.Checkpoint, policy, before, checkedAttachments), strict, json);
        return report.ExitCode(strict);
    }

    /// <summary>Reads those attachments that are here of the digests that events name.</summary>
    static AuditReport CheckAttachments(
        LogSource source, SortedSet<string> named, AuditReport report, out long? found)
    {
        found = (source as BundleSource)?.Attachments ?? 0; // A bundle's were checked as it streamed by.
        if (source.ReadsInOrder)
            return report;
        try
        {
            foreach (var sha256 in named)
                if (source.OpenAttachment(sha256) is { } contents)
                    using (contents)
                    {
                        contents.CopyTo(Stream.Null);
                        found++;
                    }
            return report;
        }
        catch (BadLog bad)
        {
            return report with { Unproved = new(bad.Path, bad.Position, bad.Reason) };
        }
    }
}
