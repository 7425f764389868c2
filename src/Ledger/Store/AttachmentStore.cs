using System.Security.Cryptography;
using Gradients.Ledger.Log;
using Npgsql;
using NpgsqlTypes;

namespace Gradients.Ledger.Store;

/// <summary>
/// Attachments in PostgreSQL, each stored once under its SHA-256 and verified whenever it is read. Safe for any number
/// of tasks, processes and machines at once.
/// </summary>
public sealed class AttachmentStore(NpgsqlDataSource source)
{
    /// <summary>Bytes of every part but the last.</summary>
    internal const int PartBytes = 1 << 20;

    /// <summary>
    /// Stores contents and answers, once they are on disk, with the digest that names them. Contents that are there
    /// already are not stored again. Memory is one part, whatever the length.
    /// </summary>
    /// <exception cref="StoreException">
    /// They have more than <see cref="Attachment.MaxBytes"/> bytes, or PostgreSQL refused.
    /// </exception>
    public async Task<Attachment> PutAsync(Stream content, CancellationToken cancel = default)
    {
        // The name is known only at the end, so the contents wait on disk, for their reader alone.
        await using var spool = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            });
        var digest = await SpoolAsync(content, spool, cancel);
        Step.At("attachment: named, not stored");
        return await Trouble.GuardAsync("The attachment was not stored", async () =>
            await FindAsync(digest, cancel) ?? await InsertAsync(digest, spool, cancel)
            ?? await FindAsync(digest, cancel) // Somebody else stored the same meanwhile.
            ?? throw new StoreException($"The attachment {digest} has parts and no row: see `gradients doctor`."));
    }

    static async Task<string> SpoolAsync(Stream content, Stream spool, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        for (long total = 0; ;)
        {
            var read = await content.ReadAsync(buffer, cancel);
            if (read == 0)
                return Convert.ToHexStringLower(hash.GetHashAndReset());
            total += read;
            if (total > Attachment.MaxBytes)
                throw new StoreException($"An attachment has at most {Attachment.MaxBytes} bytes; this one has more.");
            hash.AppendData(buffer, 0, read);
            await spool.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
    }

    /// <summary>Nothing: the same contents were being stored by somebody else, and are there now.</summary>
    async Task<Attachment?> InsertAsync(string digest, Stream spool, CancellationToken cancel)
    {
        var name = Convert.FromHexString(digest);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        try
        {
            await CopyAsync(connection, name, spool, cancel);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return null;
        }
        Step.At("attachment: its parts are copied");
        // A statement of its own: the next one sees every number given before.
        await using (var held = new NpgsqlCommand($"select pg_advisory_xact_lock({Locks.Attachments})", connection))
            await held.ExecuteNonQueryAsync(cancel);
        await using var insert = new NpgsqlCommand(
            """
            insert into ledger_attachments (number, sha256, bytes)
            select coalesce(max(number), 0) + 1, $1, $2 from ledger_attachments returning number
            """, connection);
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = name });
        insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = spool.Length });
        var number = (long)(await insert.ExecuteScalarAsync(cancel))!;
        Step.At("attachment: before the commit");
        await transaction.CommitAsync(cancel);
        Step.At("attachment: committed, not answered");
        return new(number, digest, spool.Length);
    }

    static async Task CopyAsync(NpgsqlConnection connection, byte[] name, Stream spool, CancellationToken cancel)
    {
        spool.Position = 0;
        await using var parts = await connection.BeginBinaryImportAsync(
            "copy ledger_attachment_parts (sha256, part, data) from stdin (format binary)", cancel);
        var buffer = new byte[Math.Min(PartBytes, spool.Length)];
        for (var part = 0; spool.Position < spool.Length; part++)
        {
            var read = await spool.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
            await parts.StartRowAsync(cancel);
            await parts.WriteAsync(name, NpgsqlDbType.Bytea, cancel);
            await parts.WriteAsync(part, NpgsqlDbType.Integer, cancel);
            await parts.WriteAsync(new ReadOnlyMemory<byte>(buffer, 0, read), NpgsqlDbType.Bytea, cancel);
        }
        await parts.CompleteAsync(cancel);
    }

    /// <summary>What is known of an attachment; null: it is not there.</summary>
    /// <param name="sha256">64 digits of hex, lower case.</param>
    public async Task<Attachment?> FindAsync(string sha256, CancellationToken cancel = default)
    {
        var name = Convert.FromHexString(sha256);
        return await Trouble.GuardAsync("The attachment was not looked up", async () =>
        {
            await using var command = source.CreateCommand(
                "select number, bytes from ledger_attachments where sha256 = $1");
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = name });
            await using var reader = await command.ExecuteReaderAsync(cancel);
            return await reader.ReadAsync(cancel)
                ? new Attachment(reader.GetInt64(0), sha256, reader.GetInt64(1))
                : null;
        });
    }

    /// <summary>
    /// The contents, which are compared with the digest before their end is reported; null: it is not there.
    /// </summary>
    public async Task<VerifiedStream?> OpenAsync(string sha256, CancellationToken cancel = default) =>
        await FindAsync(sha256, cancel) is { } found ? Open(found) : null;

    /// <summary>The contents of one that was found.</summary>
    public VerifiedStream Open(Attachment attachment) =>
        new(new AttachmentParts(source, attachment), attachment.Sha256);

    /// <summary>All after a number, in order.</summary>
    public Task<IReadOnlyList<Attachment>> ListAsync(long after = 0, CancellationToken cancel = default) =>
        Trouble.GuardAsync<IReadOnlyList<Attachment>>("Attachments were not listed", async () =>
        {
            await using var command = source.CreateCommand(
                "select number, sha256, bytes from ledger_attachments where number > $1 order by number");
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var all = new List<Attachment>();
            while (await reader.ReadAsync(cancel))
                all.Add(new(
                    reader.GetInt64(0), Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(1)), reader.GetInt64(2)));
            return all;
        });
}
