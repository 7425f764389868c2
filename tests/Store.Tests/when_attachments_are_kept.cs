using Gradients.Ledger.Hashing;
using Gradients.Ledger.Log;
using Gradients.Ledger.Store;
using Npgsql;

namespace Gradients.Store.Tests;

public sealed class when_attachments_are_kept(PrivateCluster server)
{
    static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    static async Task<byte[]?> ReadAsync(AttachmentStore store, string digest)
    {
        await using var contents = await store.OpenAsync(digest);
        if (contents is null)
            return null;
        using var all = new MemoryStream();
        await contents.CopyToAsync(all);
        return all.ToArray();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(AttachmentStore.PartBytes - 1)]
    [InlineData(AttachmentStore.PartBytes)]
    [InlineData(3 * AttachmentStore.PartBytes + 7)]
    public async Task what_is_put_comes_back_under_its_digest(int length)
    {
        await using var ledger = await server.LedgerAsync();
        var store = new AttachmentStore(ledger.Writer);
        var bytes = Bytes(length);
        var kept = await store.PutAsync(new MemoryStream(bytes));
        Assert.Equal(new Attachment(1, Hex.Sha256(bytes), length), kept);
        Assert.Equal(bytes, await ReadAsync(store, kept.Sha256));
        await using var contents = (await new AttachmentStore(ledger.Reader).OpenAsync(kept.Sha256))!;
        using var all = new MemoryStream();
        contents.CopyTo(all); // Without await.
        Assert.Equal(bytes, all.ToArray());
        Assert.Null(await store.OpenAsync(Hex.Sha256("nothing"u8)));
    }

    [Fact]
    public async Task the_same_contents_are_stored_once_however_many_put_them()
    {
        await using var ledger = await server.LedgerAsync();
        var store = new AttachmentStore(ledger.Writer);
        var puts = Enumerable.Range(0, 24).Select(i => store.PutAsync(new MemoryStream(Bytes(100_000 + i % 3, i % 3))));
        var kept = (await Task.WhenAll(puts)).Distinct().ToList();
        Assert.Equal(3, kept.Count);
        Assert.Equal([1, 2, 3], kept.Select(k => k.Number).Order());
        Assert.Equal(kept.OrderBy(k => k.Number), await store.ListAsync());
        Assert.Equal(kept.Where(k => k.Number > 2), await store.ListAsync(after: 2));
        Assert.Equal(3L, await ledger.AskAsync("select count(*) from ledger_attachment_parts"));
    }

    [Theory]
    [InlineData("update ledger_attachment_parts set data = set_byte(data, 5, get_byte(data, 5) # 1) where part = 0")]
    [InlineData("update ledger_attachment_parts set data = substring(data for 77) where part = 1")]
    [InlineData("update ledger_attachment_parts set part = 5 where part = 1")]
    [InlineData("delete from ledger_attachment_parts where part = 1")]
    [InlineData("update ledger_attachments set bytes = bytes - 1")]
    [InlineData("update ledger_attachments set bytes = 1048576")]
    public async Task what_a_superuser_altered_is_not_given_out(string harm)
    {
        await using var ledger = await server.LedgerAsync();
        var store = new AttachmentStore(ledger.Writer);
        var kept = await store.PutAsync(new MemoryStream(Bytes(AttachmentStore.PartBytes + 500)));
        await ledger.AskAsync(harm);
        var bad = await Assert.ThrowsAsync<BadLog>(() => ReadAsync(store, kept.Sha256));
        Assert.Equal("attachments/" + kept.Sha256, bad.Path);
    }

    [Theory]
    [InlineData("update ledger_attachment_parts set data = substring(data for 77) where part = 1")]
    [InlineData("delete from ledger_attachment_parts")]
    [InlineData("delete from ledger_attachments")]
    [InlineData("update ledger_attachment_parts set part = 5 where part = 1")]
    public async Task the_doctor_finds_parts_that_do_not_fit(string harm)
    {
        await using var ledger = await server.LedgerAsync();
        var kept = await new AttachmentStore(ledger.Writer).PutAsync(
            new MemoryStream(Bytes(AttachmentStore.PartBytes + 500)));
        Assert.Equal(Health.Ok, await HealthAsync(ledger, kept));
        await ledger.AskAsync(harm);
        Assert.Equal(Health.Fail, await HealthAsync(ledger, kept));
    }

    static async Task<Health> HealthAsync(TestDatabase ledger, Attachment kept)
    {
        var found = (await new StoreDoctor(ledger.Owner).ExamineAsync()).Single(f => f.Check == "attachments");
        if (found.Health != Health.Ok)
            Assert.Contains(kept.Sha256, found.Sentence, StringComparison.Ordinal);
        return found.Health;
    }

    [Fact]
    public async Task neither_writer_nor_analyst_changes_or_removes_one()
    {
        await using var ledger = await server.LedgerAsync();
        await new AttachmentStore(ledger.Writer).PutAsync(new MemoryStream(Bytes(10)));
        foreach (var table in new[] { "ledger_attachments", "ledger_attachment_parts" })
        foreach (var role in new[] { ledger.Writer, ledger.Reader })
        foreach (var sql in new[] { $"delete from {table}", $"update {table} set sha256 = ''", $"truncate {table}" })
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => TestDatabase.AskAsync(role, sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }
    }

    [Fact]
    public async Task what_is_too_large_or_breaks_off_leaves_nothing()
    {
        await using var ledger = await server.LedgerAsync();
        var store = new AttachmentStore(ledger.Writer);
        var refusal = await Assert.ThrowsAsync<StoreException>(
            () => store.PutAsync(new Endless(Attachment.MaxBytes + 1)));
        Assert.Contains("at most 1073741824 bytes", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<EndOfStreamException>(() => store.PutAsync(new Endless(100_000, breaks: true)));
        Assert.Empty(await store.ListAsync());
        Assert.Equal(0L, await ledger.AskAsync("select count(*) from ledger_attachment_parts"));
    }

    /// <summary>So many zeros, and then the end or a broken connection.</summary>
    sealed class Endless(long length, bool breaks = false) : MemoryStream
    {
        long _left = length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = (int)Math.Min(_left, buffer.Length);
            if (read == 0 && breaks)
                throw new EndOfStreamException("the connection broke");
            _left -= read;
            return ValueTask.FromResult(read);
        }
    }
}
