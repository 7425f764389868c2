using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Gradients.Runners.Entries;

/// <summary>
/// One commit of a repository, fetched into a bare repository and read without ever being checked out.
/// </summary>
sealed class FetchedRepository
{
    readonly GitProgram _git;
    readonly EntryLimits _limits;

    FetchedRepository(GitProgram git, EntryLimits limits)
    {
        _git = git;
        _limits = limits;
    }

    /// <returns>Null and why, where the repository could not be reached.</returns>
    internal static async Task<(FetchedRepository? Repository, string? Unreachable)> FetchAsync(
        GitProgram git, string address, string commit, EntryLimits limits, CancellationToken cancel)
    {
        var (made, _) = await git.AskAsync(["init", "--quiet", "--bare", git.Repository], cancel);
        if (made.Exit != 0)
            return (null, $"git init: {made.Errors.Trim()}");
        var (said, _) = await git.AskAsync(
            ["fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head",
             "--", address, commit], cancel);
        if (said.TimedOut)
            throw new EntryRefusedException(EntryReasons.CheckTooSlow, "git fetch");
        if (said.Exit != 0)
            return Unfetched(said.Errors, commit);
        var (_, type) = await git.AskAsync(["cat-file", "-t", commit], cancel);
        return type == "commit"
            ? (new(git, limits), null)
            : throw new EntryRefusedException(EntryReasons.NotACommit, $"{commit} is a {type}");
    }

    /// <summary>
    /// The entry's fault, or the network's? git says it in words alone; they are asked for in English.
    /// </summary>
    static (FetchedRepository?, string?) Unfetched(string errors, string commit)
    {
        bool Says(string words) => errors.Contains(words, StringComparison.OrdinalIgnoreCase);
        if (Says("not our ref") || Says("couldn't find remote ref") || Says("unadvertised object"))
            throw new EntryRefusedException(EntryReasons.CommitNotFound, commit);
        if (Says("File too large") || Says("signal 25") || Says("out of memory") || Says("exceeds maximum"))
            throw new EntryRefusedException(EntryReasons.RepositoryTooLarge, FirstLine(errors));
        if (Says("fsck error") || Says("error in object") || Says("broken link") || Says("bad object"))
            throw new EntryRefusedException(EntryReasons.ObjectsBroken, FirstLine(errors));
        if (Says("transport '"))
            throw new EntryRefusedException(EntryReasons.AddressNotAllowed, FirstLine(errors));
        // A pack beyond the limit ends its writer with a signal; where the other side hung up, git says that as well.
        if (Says("invalid index-pack output") && !Says("early EOF") && !Says("hung up") && !Says("disconnect"))
            throw new EntryRefusedException(EntryReasons.RepositoryTooLarge, FirstLine(errors));
        return (null, FirstLine(errors));
    }

    static string FirstLine(string errors)
    {
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.FirstOrDefault(line => line.StartsWith("fatal:", StringComparison.Ordinal))
            ?? lines.FirstOrDefault() ?? "git fetch failed without a word";
    }

    internal readonly record struct Listed(string Path, bool Executable, string Id, long Size);

    /// <summary>All files of the commit, as long as they keep within the limits; links and submodules do not.</summary>
    internal async Task<ImmutableArray<Listed>> ListAsync(string commit, CancellationToken cancel)
    {
        var files = ImmutableArray.CreateBuilder<Listed>();
        var total = 0L;
        var said = await _git.RunAsync(["ls-tree", "-r", "-l", "-z", "--full-tree", commit], async (_, output, token) =>
        {
            await foreach (var record in RecordsAsync(output, token))
            {
                var file = Parse(record);
                if (files.Count == _limits.Files)
                    throw new EntryRefusedException(EntryReasons.TooManyFiles, $"more than {_limits.Files} files");
                if (file.Size > _limits.FileBytes)
                    throw new EntryRefusedException(EntryReasons.FileTooLarge, file.Path);
                if ((total += file.Size) > _limits.TotalBytes)
                    throw new EntryRefusedException(EntryReasons.FilesTooLarge,
                        $"more than {_limits.TotalBytes} bytes");
                files.Add(file);
            }
        }, cancel);
        if (said.TimedOut)
            throw new EntryRefusedException(EntryReasons.CheckTooSlow, "git ls-tree");
        if (said.Exit != 0)
            throw new EntryRefusedException(EntryReasons.ObjectsBroken, FirstLine(said.Errors));
        return files.ToImmutable();
    }

    /// <summary>
    /// Records end with a zero byte; one that is longer than any allowed path is refused as it grows.
    /// </summary>
    async IAsyncEnumerable<byte[]> RecordsAsync(
        Stream output, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var longest = _limits.PathBytes + 128; // Mode, type, id and size stand before the path.
        var record = new MemoryStream();
        var buffer = new byte[32 << 10];
        while (await output.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            for (var start = 0; start < read;)
            {
                var zero = buffer.AsSpan(start, read - start).IndexOf((byte)0);
                record.Write(buffer, start, zero < 0 ? read - start : zero);
                if (record.Length > longest)
                    throw new EntryRefusedException(EntryReasons.PathNotAllowed,
                        $"a path of more than {_limits.PathBytes} bytes");
                if (zero < 0)
                    break;
                yield return record.ToArray();
                record.SetLength(0);
                start += zero + 1;
            }
        }
    }

    /// <summary><c>100644 blob 83baae61804e65cc73a7201a7252750c76066a30      12⇥path</c></summary>
    Listed Parse(ReadOnlySpan<byte> record)
    {
        var tab = record.IndexOf((byte)'\t');
        var fields = Encoding.ASCII.GetString(record[..Math.Max(tab, 0)])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 4)
            throw new EntryRefusedException(EntryReasons.ObjectsBroken, "git ls-tree cannot be read");
        var path = EntryPath.Check(record[(tab + 1)..], _limits);
        return fields[0] switch
        {
            "100644" or "100755" => new(path, fields[0] == "100755", fields[2],
                long.Parse(fields[3], CultureInfo.InvariantCulture)),
            "120000" => throw new EntryRefusedException(EntryReasons.LinkNotAllowed, path),
            "160000" => throw new EntryRefusedException(EntryReasons.SubmoduleNotAllowed, path),
            _ => throw new EntryRefusedException(EntryReasons.PathNotAllowed, $"{path} has mode {fields[0]}"),
        };
    }

    /// <summary>The files' bytes, through one git process.</summary>
    internal async Task<ImmutableArray<EntryFile>> ReadAsync(ImmutableArray<Listed> listed, CancellationToken cancel)
    {
        var files = ImmutableArray.CreateBuilder<EntryFile>(listed.Length);
        var said = await _git.RunAsync(["cat-file", "--batch"], async (input, output, token) =>
        {
            await using var answers = new BufferedStream(output, 64 << 10);
            foreach (var file in listed)
            {
                await input.WriteAsync(file.Id + "\n");
                await input.FlushAsync(token);
                if (await LineAsync(answers, token) != $"{file.Id} blob {file.Size}")
                    throw new EntryRefusedException(EntryReasons.ObjectsBroken, file.Path);
                var content = new byte[file.Size];
                await answers.ReadExactlyAsync(content, token);
                await LineAsync(answers, token);
                files.Add(new(file.Path, file.Executable, content));
            }
            input.Close();
        }, cancel);
        if (said.TimedOut)
            throw new EntryRefusedException(EntryReasons.CheckTooSlow, "git cat-file");
        return said.Exit == 0 && files.Count == listed.Length
            ? files.ToImmutable()
            : throw new EntryRefusedException(EntryReasons.ObjectsBroken, FirstLine(said.Errors));
    }

    static async Task<string> LineAsync(BufferedStream stream, CancellationToken cancel)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (line.Length < 256)
        {
            await stream.ReadExactlyAsync(one, cancel);
            if (one[0] == '\n')
                break;
            line.Append((char)one[0]);
        }
        return line.ToString();
    }
}
