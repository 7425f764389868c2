using Gradients.Runners.Entries;

namespace Gradients.Runners.Tests.Entries;

public sealed class when_an_entry_is_checked : MinersRepository
{
    [Fact]
    public async Task exactly_the_named_commit_is_read()
    {
        WriteUsual();
        var first = Commit();
        Write("train.py", "print('later')\n");
        Commit();
        var entry = await AcceptedAsync(first);
        Assert.Equal(first, entry.Commit);
        Assert.Equal(["LICENSE", "NOTICE", EntryRules.TextDockerfile, "train.py"], entry.Files.Select(f => f.Path));
        Assert.Equal("import sys\n\nprint(sys.argv)\n"u8, entry.Files[3].Content);
        Assert.StartsWith("sha256:", entry.TreeDigest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task spaces_at_the_ends_of_licence_lines_do_not_matter()
    {
        WriteUsual();
        Write("LICENSE", Licence.Replace("\n", "  \r\n", StringComparison.Ordinal) + "\n\n");
        await AcceptedAsync(Commit());
    }

    [Fact]
    public async Task pictures_and_long_tables_of_text_are_no_hidden_code()
    {
        WriteUsual();
        Write("docs/loss.png", [0x89, .. "PNG\r\n"u8, 0x1a, 0x0a, 0, 0, 0, 13]);
        Write("uv.lock", string.Join('\n', Enumerable.Range(0, 300).Select(i => $"hash = \"sha256:{i:x64}\"")));
        await AcceptedAsync(Commit());
    }

    [Theory]
    [InlineData("main")]
    [InlineData("HEAD")]
    [InlineData("6e340b9")]
    [InlineData("6E340B9CFFB37A989CA544E6BB780A2C78901D3F")]
    [InlineData("--upload-pack=touch /tmp/x;aaaaaaaaaaaaa")]
    public Task a_name_that_can_move_is_no_commit(string commit) =>
        RefusedAsync(EntryReasons.CommitMalformed, commit, commit);

    [Theory]
    [InlineData("http://example.org/a")]
    [InlineData("git://example.org/a")]
    [InlineData("ssh://git@example.org/a")]
    [InlineData("git@example.org:a/b")]
    [InlineData("ext::sh -c touch% /tmp/x")]
    [InlineData("https://user:password@example.org/a")]
    [InlineData("--upload-pack=touch")]
    [InlineData("/etc")]
    public Task an_address_that_is_not_plain_https_is_refused(string address) =>
        RefusedAsync(EntryReasons.AddressNotAllowed, address, new string('a', 40), address);

    [Fact]
    public async Task local_repositories_are_for_tests_alone()
    {
        WriteUsual();
        Rules = Rules with { LocalRepositories = false };
        await RefusedAsync(EntryReasons.AddressNotAllowed, "file://", Commit());
    }

    [Fact]
    public async Task an_unreachable_repository_is_no_verdict()
    {
        var verdict = await CheckAsync(new string('a', 40), "file:///nonexistent/repository");
        Assert.IsType<EntryVerdict.Unreachable>(verdict);
    }

    [Fact]
    public async Task the_files_asked_for_have_to_be_there_as_they_should_be()
    {
        WriteUsual();
        File.Delete(Path.Combine(Work, "LICENSE"));
        await RefusedAsync(EntryReasons.LicenceMissing, "LICENSE", Commit());
        Write("LICENSE", "Example licence\n\nNobody may read.\n");
        await RefusedAsync(EntryReasons.LicenceDiffers, "LICENSE, line 3", Commit());
        Write("LICENSE", Licence);
        Write("NOTICE", Notice + "and more\n");
        await RefusedAsync(EntryReasons.NoticeDiffers, "NOTICE, line 2", Commit());
        File.Delete(Path.Combine(Work, "NOTICE"));
        await RefusedAsync(EntryReasons.NoticeMissing, "NOTICE", Commit());
        Write("NOTICE", Notice);
        File.Move(Path.Combine(Work, EntryRules.TextDockerfile), Path.Combine(Work, "Dockerfile"));
        await RefusedAsync(EntryReasons.DockerfileMissing, EntryRules.TextDockerfile, Commit());
    }

    [Theory]
    [InlineData("a/model.pyc", "x", EntryReasons.BinaryFile)]
    [InlineData("libfast.so", "x", EntryReasons.BinaryFile)]
    [InlineData("libfast.so.1", "x", EntryReasons.BinaryFile)]
    [InlineData("bomb.zip", "x", EntryReasons.BinaryFile)]
    [InlineData("weights.bin", "x", EntryReasons.BinaryFile)]
    [InlineData("x.DLL", "x", EntryReasons.BinaryFile)]
    [InlineData("README", "a\0b", EntryReasons.BinaryFile)]
    [InlineData("fake.png", "print(1)\0", EntryReasons.BinaryFile)]
    [InlineData("a.py", "exec(base64.b64decode('cHJpbnQ='))", EntryReasons.ObfuscatedCode)]
    [InlineData("a.py", "exec(marshal.loads(x))", EntryReasons.ObfuscatedCode)]
    [InlineData("go.sh", "echo aGk= | base64 -d | sh", EntryReasons.ObfuscatedCode)]
    public async Task compiled_and_packed_code_is_refused_by_name(string path, string content, string reason)
    {
        WriteUsual();
        Write(path, content);
        await RefusedAsync(reason, path, Commit());
    }

    [Fact]
    public async Task long_blobs_are_refused_on_one_line_and_on_many()
    {
        WriteUsual();
        var blob = Convert.ToBase64String(Enumerable.Range(0, 1200).Select(i => (byte)(i * 7)).ToArray());
        Write("one.py", $"x = '{blob}'\n");
        await RefusedAsync(EntryReasons.ObfuscatedCode, "one.py", Commit());
        File.Delete(Path.Combine(Work, "one.py"));
        Write("many.py", string.Join('\n', blob.Chunk(64).Select(line => $"    '{new string(line)}'")));
        await RefusedAsync(EntryReasons.ObfuscatedCode, "many.py", Commit());
        File.Delete(Path.Combine(Work, "many.py"));
        Write("escaped.py", $"x = b'{string.Concat(Enumerable.Repeat("\\x41", 200))}'\n");
        await RefusedAsync(EntryReasons.ObfuscatedCode, "escaped.py", Commit());
    }
}
