using System.Formats.Tar;
using System.Text;
using Gradients.Runners.Catalogues;
using Gradients.Runners.Runs;

namespace Gradients.Runners.Tests.Runs;

public sealed class when_an_output_is_read : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("output-").FullName;

    static readonly OutputLimits Limits = OutputLimits.Usual with { Entries = 20, FileBytes = 1000, TotalBytes = 2000 };

    static MemoryStream Tar(params (TarEntryType Type, string Name, string Content)[] entries)
    {
        var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
            foreach (var (type, name, content) in entries)
            {
                var entry = new PaxTarEntry(type, name);
                if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
                    entry.LinkName = content;
                else if (type == TarEntryType.RegularFile)
                    entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
                tar.WriteEntry(entry);
            }
        stream.Position = 0;
        return stream;
    }

    Task<RunOutput> ReadAsync(Stream tar) =>
        OutputReader.ReadAsync(tar, "task/name", Path.Combine(_folder, "taken"), Limits);

    async Task RefusedAsync(string reason, Stream tar)
    {
        Assert.Equal(reason, Assert.IsType<RunOutput.Refused>(await ReadAsync(tar)).Reason);
        Assert.Empty(Directory.GetFileSystemEntries(_folder)); // Nothing that came before it stays.
    }

    static (TarEntryType, string, string) File(string name, string content = "x") =>
        (TarEntryType.RegularFile, name, content);

    [Fact]
    public async Task files_of_the_folder_are_hashed_in_ordinal_order_and_the_rest_is_left()
    {
        var output = Assert.IsType<RunOutput.Taken>(await ReadAsync(Tar(
            (TarEntryType.Directory, "./", ""), (TarEntryType.Directory, "./lost+found", ""),
            File("./task/name/b.txt", "bb"), File("./task/name/a/c.txt", "c"), File("./elsewhere", "?"))));
        Assert.Equal(["a/c.txt", "b.txt"], output.Files.Select(file => file.Path));
        Assert.Equal(["a/c.txt", "b.txt"], Directory.GetFiles(output.Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(output.Folder, file)).Order(StringComparer.Ordinal));
        Assert.Equal("bb", await System.IO.File.ReadAllTextAsync(Path.Combine(output.Folder, "b.txt")));
    }

    [Fact]
    public async Task a_folder_that_is_not_there_is_missing() =>
        Assert.IsType<RunOutput.Missing>(await ReadAsync(Tar(File("./task/other/b.txt"))));

    [Theory]
    [InlineData("./task/name/../../../etc/cron.d/x")]
    [InlineData("/etc/cron.d/x")]
    [InlineData("./task/name/./x")]
    [InlineData("./task/name//x")]
    [InlineData("./task/name/a\nb")]
    [InlineData("./task/name/a\\b")]
    [InlineData("./task/name/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16")]
    public Task an_archive_that_lies_is_refused(string name) =>
        RefusedAsync("output_path_not_allowed", Tar(File("./task/name/good"), File(name)));

    [Fact]
    public async Task a_name_that_comes_twice_is_refused()
    {
        await RefusedAsync("output_path_not_allowed", Tar(File("./task/name/a"), File("./task/name/a")));
        await RefusedAsync("output_path_not_allowed", Tar(File("./task/name/a"), File("./task/name/a/b")));
        await RefusedAsync("output_path_not_allowed", Tar(File("./task/name/a/b"), File("./task/name/a")));
    }

    [Fact]
    public Task a_path_of_more_than_512_bytes_is_refused() =>
        RefusedAsync("output_path_not_allowed", Tar(File("./task/name/" + new string('ä', 260))));

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Fifo)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.BlockDevice)]
    public async Task what_is_no_file_is_refused_within_the_folder_and_above_it(TarEntryType type)
    {
        await RefusedAsync("output_not_a_file", Tar((type, "./task/name/x", "/etc")));
        await RefusedAsync("output_not_a_file", Tar((type, "./task", "/etc")));
    }

    [Fact]
    public async Task sizes_are_believed_before_a_byte_is_read()
    {
        await RefusedAsync("output_too_large", Tar(File("./task/name/a", new string('x', 1001))));
        await RefusedAsync("output_too_large", Tar(
            File("./1", new string('x', 999)), File("./2", new string('x', 999)), File("./3", new string('x', 999))));
        await RefusedAsync("output_too_many_files",
            Tar([.. Enumerable.Range(0, 21).Select(i => File($"./elsewhere/{i}"))]));
    }

    [Fact]
    public Task an_archive_that_is_none_is_refused() => RefusedAsync(
        "output_path_not_allowed", new MemoryStream([.. Enumerable.Repeat((byte)'x', 2048)]));

    /// <summary>An engine that breaks off is no fault of the miner's, wherever it does.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(700)]
    [InlineData(1300)]
    [InlineData(FirstFile)] // Between two files it would look like the end.
    [InlineData(FirstFile + 512)]
    public async Task an_archive_that_ends_early_is_nobodys_output(int bytes)
    {
        var whole = Tar(File("./task/name/a", new string('x', 900)), File("./task/name/b")).ToArray();
        Assert.Equal("./task/name/b"u8, whole.AsSpan(FirstFile + Extended, 13));
        await Assert.ThrowsAsync<EndOfStreamException>(() => ReadAsync(new MemoryStream(whole[..bytes])));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    /// <summary>What the first entry takes in the archive, and the extended header before the second.</summary>
    const int FirstFile = 2 * 512 + 512 + 1024, Extended = 2 * 512;

    /// <summary>Somebody who was overtaken goes on taking what another one takes, and ends badly.</summary>
    [Fact]
    public async Task of_two_who_take_the_same_neither_disturbs_the_other()
    {
        var whole = Tar(File("./task/name/a", new string('x', 900)), File("./task/name/b")).ToArray();
        RunOutput? other = null;
        var slow = new Interrupted(whole[..FirstFile], async () => other = await ReadAsync(new MemoryStream(whole)));
        await Assert.ThrowsAsync<EndOfStreamException>(() => ReadAsync(slow));
        var taken = Assert.IsType<RunOutput.Taken>(other);
        Assert.Equal(taken.Digest, ContentDigest.Of(taken.Folder));

        var again = Assert.IsType<RunOutput.Taken>(await ReadAsync(new MemoryStream(whole)));
        Assert.Equal((taken.Folder, taken.Digest), (again.Folder, again.Digest));
        Assert.Equal([taken.Folder], Directory.GetFileSystemEntries(_folder));
    }

    /// <summary>In the middle of its content something else happens.</summary>
    sealed class Interrupted(byte[] content, Func<Task> meanwhile) : MemoryStream(content)
    {
        bool _happened;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position >= Length / 2 && !_happened)
            {
                _happened = true;
                await meanwhile();
            }
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }

    [Fact]
    public async Task a_folder_that_a_crash_of_the_machine_left_torn_is_written_anew()
    {
        var whole = Tar(File("./task/name/a", "whole")).ToArray();
        var taken = Assert.IsType<RunOutput.Taken>(await ReadAsync(new MemoryStream(whole)));
        await System.IO.File.WriteAllTextAsync(Path.Combine(taken.Folder, "a"), "");
        await ReadAsync(new MemoryStream(whole));
        Assert.Equal(taken.Digest, ContentDigest.Of(taken.Folder));
    }

    [Fact]
    public void what_was_taken_in_part_by_the_dead_is_forgotten()
    {
        var store = Path.Combine(_folder, "work", "taken");
        OutputReader.Forget(store);
        var part = Directory.CreateDirectory(store + ".part-1/task").Parent!;
        var whole = Directory.CreateDirectory(OutputReader.FolderOf(store, "sha256:1234"));
        OutputReader.Forget(store);
        Assert.Equal((false, true), (Directory.Exists(part.FullName), Directory.Exists(whole.FullName)));
    }

    [Fact]
    public void names_are_shown_harmlessly()
    {
        Assert.Equal("a\\u{1b}[2J\\u{202e}b", OutputReader.Harmless("a\u001b[2J\u202eb"));
        Assert.Equal("modèle-中文", OutputReader.Harmless("modèle-中文"));
        Assert.True(OutputReader.Harmless(new string('x', 5000)).Length <= 302);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
