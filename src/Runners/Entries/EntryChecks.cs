using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Gradients.Runners.Entries;

/// <summary>
/// From an address and a commit to the files that are built, or to the reason why not. The commit is fetched by the git
/// program into a bare repository and never checked out; nothing of it is run, followed or interpreted.
/// </summary>
public static class EntryChecks
{
    /// <param name="repository">An https address without a user or password.</param>
    /// <param name="commit">40 hex digits; names of branches and tags can move and are refused.</param>
    /// <param name="workspace">A folder for a temporary bare repository, removed afterwards.</param>
    public static async Task<EntryVerdict> CheckAsync(
        string repository, string commit, EntryRules rules, string workspace, CancellationToken cancel = default)
    {
        var folder = Directory.CreateDirectory(Path.Combine(workspace, $"entry-{Guid.NewGuid():N}")).FullName;
        try
        {
            CheckAddress(repository, commit, rules);
            var git = new GitProgram(folder, rules.Limits, rules.LocalRepositories);
            var (fetched, unreachable) = await FetchedRepository.FetchAsync(
                git, repository, commit, rules.Limits, cancel);
            if (fetched is null)
                return new EntryVerdict.Unreachable(unreachable!);
            var files = await fetched.ReadAsync(await fetched.ListAsync(commit, cancel), cancel);
            CheckFiles(files, rules);
            return new EntryVerdict.Accepted(
                new(repository, commit, TreeDigest(files), SourceDigest.Of(files), files));
        }
        catch (EntryRefusedException refused)
        {
            return new EntryVerdict.Refused(refused.Reason, refused.Detail);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static void CheckAddress(string repository, string commit, EntryRules rules)
    {
        if (commit.Length != 40 || !commit.All(char.IsAsciiHexDigitLower))
            throw new EntryRefusedException(EntryReasons.CommitMalformed, commit);
        var allowed = Uri.TryCreate(repository, UriKind.Absolute, out var uri)
            && (repository.StartsWith("https://", StringComparison.Ordinal)
                || (rules.LocalRepositories && repository.StartsWith("file:///", StringComparison.Ordinal)))
            && uri.UserInfo.Length == 0
            && !repository.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));
        if (!allowed)
            throw new EntryRefusedException(EntryReasons.AddressNotAllowed, repository);
    }

    static void CheckFiles(ImmutableArray<EntryFile> files, EntryRules rules)
    {
        CheckText(files, "LICENSE", rules.Licence, EntryReasons.LicenceMissing, EntryReasons.LicenceDiffers);
        CheckText(files, "NOTICE", rules.Notice, EntryReasons.NoticeMissing, EntryReasons.NoticeDiffers);
        if (!files.Any(file => file.Path == rules.Dockerfile))
            throw new EntryRefusedException(EntryReasons.DockerfileMissing, rules.Dockerfile);
        foreach (var file in files)
            if (HiddenCode.Find(file) is { } reason)
                throw new EntryRefusedException(reason, file.Path);
    }

    static void CheckText(
        ImmutableArray<EntryFile> files, string name, string wanted, string missing, string differs)
    {
        var file = files.FirstOrDefault(file => file.Path == name)
            ?? throw new EntryRefusedException(missing, name);
        var theirs = Lines(Encoding.UTF8.GetString(file.Content));
        var ours = Lines(wanted);
        for (var line = 0; line < Math.Max(theirs.Length, ours.Length); line++)
            if (line >= theirs.Length || line >= ours.Length || theirs[line] != ours[line])
                throw new EntryRefusedException(differs, $"{name}, line {line + 1}");
    }

    static string[] Lines(string text) => [.. text.TrimEnd().Split('\n').Select(line => line.TrimEnd())];

    static string TreeDigest(ImmutableArray<EntryFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{(file.Executable ? "100755" : "100644")} "
                + $"{Convert.ToHexStringLower(SHA256.HashData(file.Content))} {file.Path}\n"));
        return $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
