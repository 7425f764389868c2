using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Runners.Entries;

namespace Gradients.Runners.Archives;

/// <summary>Code that took a place.</summary>
/// <param name="Place">Its branch in the bundle: <c>first</c> or <c>second</c>.</param>
/// <param name="Commit">40 hex digits.</param>
public sealed record PlacedCode(string Place, string Repository, string Commit);

/// <summary>What came of keeping winners' code.</summary>
public abstract record ArchiveOutcome
{
    private ArchiveOutcome()
    {
    }

    /// <param name="File">A git bundle that can be cloned, with a branch for each place.</param>
    /// <param name="Pushed">Null where no remote was named or it took the branches; else what git says.</param>
    public sealed record Bundled(string File, string? Pushed) : ArchiveOutcome;

    /// <summary>Not now: a repository cannot be reached, or git does not give the commit.</summary>
    public sealed record Unreachable(string Detail) : ArchiveOutcome;
}

/// <summary>
/// Keeps the code of the first and second place as one git bundle with its history, fetched like any entry: into a bare
/// repository, by commit, never checked out. The same limits hold, on git's time and on the size of a pack.
/// </summary>
public static class WinnersCode
{
    /// <param name="file">The bundle; it must not exist yet.</param>
    /// <param name="remote">Where the branches are pushed besides, as <c>TOURNAMENT/first</c>; null for nowhere. The
    /// operator's own git configuration holds there, hooks aside.</param>
    /// <param name="tournament">Its id.</param>
    public static async Task<ArchiveOutcome> KeepAsync(
        string tournament, ImmutableArray<PlacedCode> places, EntryRules rules, string workspace, string file,
        string? remote, CancellationToken cancel = default)
    {
        var folder = Directory.CreateDirectory(Path.Combine(workspace, $"archive-{Guid.NewGuid():N}")).FullName;
        try
        {
            var git = new GitProgram(folder, rules.Limits, rules.LocalRepositories);
            if (await FetchAsync(git, places, cancel) is { } unreachable)
                return new ArchiveOutcome.Unreachable(unreachable);
            var (made, _) = await git.AskAsync(
                ["bundle", "create", "--quiet", Path.GetFullPath(file), .. places.Select(Branch)], cancel);
            if (made.TimedOut || made.Exit != 0)
                return new ArchiveOutcome.Unreachable($"git bundle: {made.Errors.Trim()}");
            return new ArchiveOutcome.Bundled(file, remote is null ? null
                : await PushAsync(git.Repository, tournament, places, remote, rules.Limits.Time, cancel));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static string Branch(PlacedCode code) => $"refs/heads/{code.Place}";

    static async Task<string?> FetchAsync(GitProgram git, ImmutableArray<PlacedCode> places, CancellationToken cancel)
    {
        var (made, _) = await git.AskAsync(["init", "--quiet", "--bare", git.Repository], cancel);
        if (made.Exit != 0)
            return $"git init: {made.Errors.Trim()}";
        foreach (var code in places)
        {
            // With its history: a bundle of a shallow commit cannot be cloned.
            var (said, _) = await git.AskAsync(
                ["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--",
                 code.Repository, $"{code.Commit}:{Branch(code)}"], cancel);
            if (said.TimedOut || said.Exit != 0)
                return $"{code.Place}: {(said.TimedOut ? "git fetch took too long" : said.Errors.Trim())}";
        }
        return null;
    }

    /// <returns>Null when the remote has the branches.</returns>
    static async Task<string?> PushAsync(
        string repository, string tournament, ImmutableArray<PlacedCode> places, string remote, TimeSpan time,
        CancellationToken cancel)
    {
        using var git = Process.Start(new ProcessStartInfo("git",
            ["--git-dir", repository, "-c", "core.hooksPath=/dev/null", "push", "--quiet", "--", remote,
             .. places.Select(code => $"{Branch(code)}:refs/heads/{tournament}/{code.Place}")])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            Environment = { ["GIT_TERMINAL_PROMPT"] = "0", ["LC_ALL"] = "C" },
        })!;
        git.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(time);
        try
        {
            var output = git.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = await git.StandardError.ReadToEndAsync(limit.Token);
            await output;
            await git.WaitForExitAsync(limit.Token);
            return git.ExitCode == 0 ? null : errors.Trim();
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return "git push took too long";
        }
        finally
        {
            if (!git.HasExited)
                git.Kill(entireProcessTree: true);
        }
    }
}
