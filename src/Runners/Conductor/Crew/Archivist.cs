using System.Collections.Immutable;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Archives;

namespace Gradients.Runners.Conductor.Crew;

/// <summary>Keeps the code of a completed tournament's first and second place as one bundle.</summary>
/// <param name="remote">Where the branches are pushed besides; null for nowhere.</param>
sealed class Archivist(Workplace place, string? remote)
{
    /// <exception cref="IOException">The winner's repository cannot be reached: tried again later.</exception>
    internal async Task KeepAsync(Job.Archive job, Desktop desk, CancellationToken stop)
    {
        var file = Path.Combine(place.Fetches, $"{Keys.Name(job.Key)}-{Guid.NewGuid():N}.bundle");
        try
        {
            PlacedCode first = new("first", job.Winner.Repository, job.Winner.Commit);
            var kept = job.Second is { } second
                ? await BundleAsync(job, [first, new("second", second.Repository, second.Commit)], file, stop)
                : await BundleAsync(job, [first], file, stop);
            // A runner-up whose repository is gone keeps nobody's code from being kept.
            if (kept is ArchiveOutcome.Unreachable && job.Second is not null)
                kept = await BundleAsync(job, [first], file, stop);
            if (kept is ArchiveOutcome.Unreachable unreachable)
                throw new IOException(unreachable.Detail);
            string sha256;
            await using (var bundle = File.OpenRead(file))
                sha256 = (await place.Attachments.PutAsync(bundle, stop)).Sha256;
            await desk.Record(new Ledger.Commands.CommandLine(job.Stream, null, Keys.Of(job.Stream, "archived"),
                new Report(new WinnerArchived(
                    job.Winner.Commit, $"sha256:{sha256}", job.Winner.Hotkey, job.Winner.Repository))));
            if (((ArchiveOutcome.Bundled)kept).Pushed is { } refused)
                throw new IOException($"the winner's code is kept, but {remote} did not take it: {refused}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    Task<ArchiveOutcome> BundleAsync(
        Job.Archive job, ImmutableArray<PlacedCode> places, string file, CancellationToken stop) =>
        WinnersCode.KeepAsync(Streams.TournamentId(job.Stream), places, place.Rules(job.Type), place.Fetches, file,
            remote, stop);
}
