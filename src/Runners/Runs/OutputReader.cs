using System.Collections.Immutable;
using System.Formats.Tar;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gradients.Runners.Catalogues;

namespace Gradients.Runners.Runs;

/// <summary>How much a run may leave behind.</summary>
/// <param name="Entries">Files and folders together, wherever they lie in the output volume.</param>
/// <param name="FileBytes">Bytes of one file.</param>
/// <param name="TotalBytes">Bytes of all files.</param>
/// <param name="PathBytes">Bytes of a path.</param>
/// <param name="Depth">Folders above a file.</param>
public sealed record OutputLimits(int Entries, long FileBytes, long TotalBytes, int PathBytes, int Depth)
{
    public static OutputLimits Usual { get; } = new(
        Entries: 10_000, FileBytes: 64L << 30, TotalBytes: 256L << 30, PathBytes: 512, Depth: 16);
}

/// <summary>One file that a run left, hashed as it was read.</summary>
public sealed record OutputFile(string Path, long Bytes, string Sha256);

/// <summary>What a run left behind.</summary>
public abstract record RunOutput
{
    private RunOutput()
    {
    }

    /// <param name="Folder">Where the files lie: named by their digest, and never changed.</param>
    /// <param name="Manifest">One line a file, in ordinal order of paths: SHA-256, bytes, path.</param>
    /// <param name="Digest">SHA-256 of the manifest.</param>
    public sealed record Taken(string Folder, ImmutableArray<OutputFile> Files, string Manifest, string Digest)
        : RunOutput;

    /// <summary>The folder that was asked for is not there or empty.</summary>
    public sealed record Missing : RunOutput;

    /// <param name="Reason">A code: <c>output_too_large</c>, <c>output_too_many_files</c>,
    /// <c>output_path_not_allowed</c>
    /// or <c>output_not_a_file</c>.</param>
    public sealed record Refused(string Reason, string Detail) : RunOutput;
}

/// <summary>
/// Takes a run's output from the engine's tar stream. Nothing is believed: the stream is cut at the first header beyond
/// the limits, before a byte of its content is read; links, devices and pipes are refused; files are written under
/// names that were checked, into a fresh folder of ours that holds no link anybody could have put there. What was taken
/// gets its place in one step, and the place its name by the content: of two who take the same, neither disturbs the
/// other.
/// </summary>
public static class OutputReader
{
    /// <param name="wanted">The folder within the output volume that counts, <c>task/name</c>; the rest is
    /// left. Empty for all of it.</param>
    /// <param name="store">What the folders of this output are called, up to a suffix.</param>
    /// <exception cref="EndOfStreamException">The archive ends before its end: the engine broke off, whatever the
    /// miner did.</exception>
    public static async Task<RunOutput> ReadAsync(
        Stream tar, string wanted, string store, OutputLimits limits, CancellationToken cancel = default)
    {
        var part = Directory.CreateDirectory($"{store}{PartMark}{Guid.NewGuid():N}").FullName;
        try
        {
            var whole = new EndSeen(tar);
            var files = await FilesAsync(whole, wanted.Length == 0 ? "" : wanted + "/", part, limits, cancel);
            if (whole.IsAtEnd)
                throw new EndOfStreamException("the archive lacks its end mark");
            if (files.IsEmpty)
                return new RunOutput.Missing();
            var manifest = string.Concat(files.Select(file =>
                string.Create(CultureInfo.InvariantCulture, $"{file.Sha256} {file.Bytes} {file.Path}\n")));
            var digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest)))}";
            Put(part, FolderOf(store, digest), digest);
            return new RunOutput.Taken(FolderOf(store, digest), files, manifest, digest);
        }
        catch (OutputRefusedException refused)
        {
            return new RunOutput.Refused(refused.Reason, refused.Detail);
        }
        catch (Exception broken) when (broken is InvalidDataException or FormatException)
        {
            return new RunOutput.Refused("output_path_not_allowed", $"the archive cannot be read: {broken.Message}");
        }
        finally
        {
            if (Directory.Exists(part))
                Directory.Delete(part, recursive: true);
        }
    }

    const string PartMark = ".part-";

    /// <summary>Where an output of this digest lies when it was taken.</summary>
    /// <param name="digest"><c>sha256:</c> and 64 hex digits.</param>
    public static string FolderOf(string store, string digest) => $"{store}-{digest["sha256:".Length..]}";

    /// <summary>Removes what somebody took in part and died.</summary>
    public static void Forget(string store)
    {
        var parent = Directory.CreateDirectory(Path.GetDirectoryName(store)!);
        foreach (var part in parent.GetDirectories(Path.GetFileName(store) + PartMark + "*"))
            part.Delete(recursive: true);
    }

    /// <summary>What stands there already is the same, unless the machine went down while it was written.</summary>
    static void Put(string part, string folder, string digest)
    {
        if (Directory.Exists(folder) && ContentDigest.Of(folder) == digest)
            return;
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.Move(part, folder);
    }

    sealed class OutputRefusedException(string reason, string detail) : Exception
    {
        internal string Reason { get; } = reason;

        internal string Detail { get; } = Harmless(detail);
    }

    static async Task<ImmutableArray<OutputFile>> FilesAsync(
        Stream tar, string wanted, string folder, OutputLimits limits, CancellationToken cancel)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, OutputFile>(StringComparer.Ordinal);
        await using var reader = new TarReader(tar, leaveOpen: true);
        var (entries, total) = (0, 0L);
        while (await reader.GetNextEntryAsync(copyData: false, cancel) is { } entry)
        {
            if (++entries > limits.Entries)
                throw new OutputRefusedException("output_too_many_files", $"more than {limits.Entries}");
            var path = Check(entry.Name, limits);
            // The engine writes its own size; a sparse file shows the size it pretends to have.
            if (entry.Length > limits.FileBytes || (total += entry.Length) > limits.TotalBytes)
                throw new OutputRefusedException("output_too_large", $"{path}: {entry.Length} bytes");
            if (path.Length == 0 || path == "lost+found" || path.StartsWith("lost+found/", StringComparison.Ordinal))
                continue;
            var counts = path.StartsWith(wanted, StringComparison.Ordinal);
            if (entry.EntryType == TarEntryType.Directory)
                continue;
            // Above the folder that counts a link could stand in for it.
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                && (counts || wanted.StartsWith(path + "/", StringComparison.Ordinal)))
                throw new OutputRefusedException("output_not_a_file", $"{path}: {entry.EntryType}");
            if (!counts)
                continue;
            var name = path[wanted.Length..];
            if (IsTaken(name, folder, files))
                throw new OutputRefusedException("output_path_not_allowed", $"{path} twice");
            files.Add(name, await WriteAsync(entry, name, folder, cancel));
        }
        return [.. files.Values];
    }

    /// <summary>A name that came before, or that needs a folder where a file came, or the other way round.</summary>
    static bool IsTaken(
        string name, string folder, ImmutableSortedDictionary<string, OutputFile>.Builder files)
    {
        for (var slash = name.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = name.IndexOf('/', slash + 1))
            if (files.ContainsKey(name[..slash]))
                return true;
        return files.ContainsKey(name) || Directory.Exists(Path.Combine(folder, name));
    }

    static string Check(string name, OutputLimits limits)
    {
        var path = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name == "." ? "" : name;
        path = path.TrimEnd('/');
        if (Encoding.UTF8.GetByteCount(path) > limits.PathBytes)
            throw new OutputRefusedException("output_path_not_allowed",
                $"{path[..80]}… has more than {limits.PathBytes} bytes");
        var parts = path.Split('/');
        if (parts.Length > limits.Depth + 1)
            throw new OutputRefusedException("output_path_not_allowed", $"{path}: more than {limits.Depth} folders");
        var bad = path.Length > 0 && parts.Any(part => part is "" or "." or "..");
        // U+FFFD: the name was no UTF-8, and two such names could become one.
        if (bad || path.Any(c => char.IsControl(c) || c is '\\' or '\ufffd'))
            throw new OutputRefusedException("output_path_not_allowed", path);
        return path;
    }

    static async Task<OutputFile> WriteAsync(TarEntry entry, string name, string folder, CancellationToken cancel)
    {
        var target = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(target, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0,
        });
        var buffer = new byte[256 << 10];
        var written = 0L;
        while (entry.DataStream is { } data && await data.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            written += read;
        }
        file.Flush(flushToDisk: true); // That a run is finished is recorded on the strength of it.
        return written == entry.Length
            ? new(name, written, Convert.ToHexStringLower(hash.GetHashAndReset()))
            : throw new EndOfStreamException($"{name} ends after {written} of {entry.Length} bytes");
    }

    /// <summary>
    /// A name that a miner chose, fit to be shown: control characters and their like as numbers, cut if long.
    /// </summary>
    public static string Harmless(string text)
    {
        const int longest = 300;
        var plain = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            var harmless = category is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
            if (harmless)
                plain.Append(rune.ToString());
            else
                plain.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            if (plain.Length > longest)
                return plain.Append('…').ToString();
        }
        return plain.ToString();
    }
}
