using System.Text.Json;
using Gradients.Ledger.Store.Conducting;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Builds;
using Gradients.Runners.Entries;

namespace Gradients.Runners.Conductor.Crew;

/// <summary>Settles an entry: fetched, checked, compared with those before it, built; then accepted or refused.</summary>
sealed class EntryClerk(Workplace place, Images images)
{
    internal async Task CheckAsync(Job.Check job, Desktop desk, CancellationToken stop)
    {
        var tournament = Streams.TournamentId(job.Stream);
        var seen = SeenEntries.None;
        foreach (var other in await desk.Rows.ChecksAsync(stop))
            if (other.Tournament == tournament && other.Submission < job.Entry.Submission)
                seen = new(seen.Entries.Add(new(other.Hotkey.Text, other.Commit, other.Tree, other.Source)));
        var (entry, built, refused) = await images.MakeAsync(
            job.Entry, place.Rules(job.Type), made => seen.FindDuplicate(job.Entry.Hotkey.Text, made), desk,
            stop);
        if (built is not null)
            await desk.Rows.AttachAsync(new(tournament, "", job.Entry.Hotkey, 0), "build",
                await place.KeepAsync(built.Log, stop), stop);
        if (built is BuildOutcome.Refused unbuilt)
            refused = new(unbuilt.Reason, unbuilt.Detail);
        Step.At("entry: checked, not recorded");
        if (refused is not null)
            await desk.Record(Line(job, "refuse", new EntryRefused(
                refused.Detail is { } detail ? Words.Harmless(detail) : null, job.Entry.Hotkey, refused.Reason)));
        else
            await AcceptAsync(job, desk, tournament, entry!, ((BuildOutcome.Built)built!).Image, stop);
    }

    async Task AcceptAsync(
        Job.Check job, Desktop desk, string tournament, CheckedEntry entry, BuiltImage image, CancellationToken stop)
    {
        await desk.Rows.CheckedAsync(new(tournament, job.Entry.Hotkey, job.Entry.Submission, entry.Commit,
            entry.TreeDigest, entry.SourceDigest, image.Id), stop);
        await desk.Rows.AttachAsync(new(tournament, "", job.Entry.Hotkey, 0), "image", await place.KeepAsync(
            JsonSerializer.SerializeToUtf8Bytes(image, JsonSerializerOptions.Web), stop), stop);
        await desk.Record(Line(job, "accept", new EntryAccepted(job.Entry.Hotkey)));
    }

    /// <summary>The submission is part of the key: whoever was refused may enter again with the same commit.</summary>
    static Ledger.Commands.CommandLine Line(Job.Check job, string what, TournamentEvent fact) => new(job.Stream, null,
        Keys.Of(job.Stream, what, job.Entry.Hotkey.Text, Keys.Number(job.Entry.Submission)), new Report(fact));
}
