using System.Collections.Immutable;

namespace Gradients.Runners.Entries;

/// <summary>What an entry's repository has to look like.</summary>
/// <param name="Licence">The text that its LICENSE must have, compared line by line, spaces at line ends aside.</param>
/// <param name="Notice">The text that its NOTICE must have.</param>
/// <param name="Dockerfile">The path of the dockerfile that its tournament builds.</param>
/// <param name="LocalRepositories">Whether <c>file://</c> addresses are fetched: for tests and demos alone.</param>
public sealed record EntryRules(
    string Licence, string Notice, string Dockerfile, EntryLimits Limits, bool LocalRepositories = false)
{
    public const string TextDockerfile = "dockerfiles/standalone-text-trainer.dockerfile";

    public const string ImageDockerfile = "dockerfiles/standalone-image-trainer.dockerfile";
}

/// <summary>How large a repository may be, and how long its check may take.</summary>
/// <param name="Time">For the fetch and the listing, each.</param>
/// <param name="Pack">Bytes of one file that git writes.</param>
/// <param name="Memory">Bytes of address space of one git process.</param>
/// <param name="Files">Number of files.</param>
/// <param name="FileBytes">Bytes of one file.</param>
/// <param name="TotalBytes">Bytes of all files.</param>
/// <param name="PathBytes">Bytes of one path.</param>
/// <param name="Depth">Folders above a file.</param>
public sealed record EntryLimits(
    TimeSpan Time, long Pack, long Memory, int Files, long FileBytes, long TotalBytes, int PathBytes, int Depth)
{
    public static EntryLimits Usual { get; } = new(
        Time: TimeSpan.FromMinutes(2), Pack: 128 << 20, Memory: 4L << 30, Files: 5000, FileBytes: 16 << 20,
        TotalBytes: 64 << 20, PathBytes: 512, Depth: 16);
}

/// <summary>What came of checking an entry.</summary>
public abstract record EntryVerdict
{
    private EntryVerdict()
    {
    }

    public sealed record Accepted(CheckedEntry Entry) : EntryVerdict;

    /// <param name="Reason">A code, one of <see cref="EntryReasons"/>.</param>
    /// <param name="Detail">The file, or what else is to blame.</param>
    public sealed record Refused(string Reason, string? Detail) : EntryVerdict;

    /// <summary>The repository could not be reached: nobody's verdict yet, try again later.</summary>
    public sealed record Unreachable(string Detail) : EntryVerdict;
}

/// <summary>A repository at a commit that stands all checks, with the files it is built from.</summary>
/// <param name="TreeDigest">
/// <c>sha256:</c> over one line a file in ordinal order of paths: mode, space, SHA-256 of its bytes, space, path.
/// </param>
/// <param name="SourceDigest">The same whatever its source files are called and however they are spaced.</param>
public sealed record CheckedEntry(
    string Repository, string Commit, string TreeDigest, string SourceDigest, ImmutableArray<EntryFile> Files);

/// <summary>One file of an entry.</summary>
public sealed record EntryFile(string Path, bool Executable, byte[] Content);

/// <summary>Why entries are refused: the codes that stand in the ledger.</summary>
public static class EntryReasons
{
    public const string AddressNotAllowed = "address_not_allowed";
    public const string CommitMalformed = "commit_malformed";
    public const string CommitNotFound = "commit_not_found";
    public const string NotACommit = "not_a_commit";
    public const string ObjectsBroken = "objects_broken";
    public const string RepositoryTooLarge = "repository_too_large";
    public const string CheckTooSlow = "check_too_slow";
    public const string TooManyFiles = "too_many_files";
    public const string FileTooLarge = "file_too_large";
    public const string FilesTooLarge = "files_too_large";
    public const string PathNotAllowed = "path_not_allowed";
    public const string LinkNotAllowed = "link_not_allowed";
    public const string SubmoduleNotAllowed = "submodule_not_allowed";
    public const string LicenceMissing = "licence_missing";
    public const string LicenceDiffers = "licence_differs";
    public const string NoticeMissing = "notice_missing";
    public const string NoticeDiffers = "notice_differs";
    public const string DockerfileMissing = "dockerfile_missing";
    public const string DockerfileNotAllowed = "dockerfile_not_allowed";
    public const string BinaryFile = "binary_file";
    public const string ObfuscatedCode = "obfuscated_code";
    public const string DuplicateCommit = "duplicate_commit";
    public const string DuplicateTree = "duplicate_tree";
    public const string DuplicateSource = "duplicate_source";
}
