using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Gradients.Ledger.Canonical;
using Npgsql;

namespace Gradients.Ledger.Store;

/// <summary>
/// Event rows out of PostgreSQL by binary COPY: the server sends them as it finds them, and no row is kept here longer
/// than its reader keeps it.
/// </summary>
sealed class CopyReader : IAsyncDisposable
{
    internal const string Columns =
        "seq_id, stream_id, version, timestamp, causation_id, type, headers->>'v', data";

    const int ColumnCount = 8;
    const int BufferSize = 64 * 1024; // Below the size at which .NET keeps arrays for long.
    const int HeaderSize = 19; // Signature (11), flags (4), length of an extension that nobody uses (4).

    // PostgreSQL counts microseconds from 2000-01-01.
    internal const long EpochOffset = 946_684_800_000_000;

    readonly NpgsqlConnection _connection;
    readonly Interner _names = new();
    NpgsqlTransaction? _transaction;
    Stream? _source;
    byte[] _buffer = new byte[BufferSize];
    int _start;
    int _end;

    CopyReader(NpgsqlConnection connection) => _connection = connection;

    /// <param name="select">Gives <see cref="Columns"/>.</param>
    /// <param name="walk">Whether to forbid the planner to sort.</param>
    internal static Task<CopyReader> OpenAsync(
        NpgsqlDataSource source, string select, bool walk, CancellationToken cancel) =>
        Trouble.GuardAsync("Events were not read", async () =>
        {
            var reader = new CopyReader(await source.OpenConnectionAsync(cancel));
            try
            {
                await reader.BeginAsync(select, walk, cancel);
                return reader;
            }
            catch
            {
                await reader.DisposeAsync();
                throw;
            }
        });

    /// <summary>The next row; nothing after the last.</summary>
    internal async ValueTask<StoredEvent?> NextAsync(CancellationToken cancel)
    {
        StoredEvent row;
        bool last;
        while (!TryRead(out row, out last))
            await FillAsync(cancel);
        return last ? null : row;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_source is not null)
                await _source.DisposeAsync();
            if (_transaction is not null)
                await _transaction.DisposeAsync();
        }
        finally
        {
            await _connection.DisposeAsync();
        }
    }

    async Task BeginAsync(string select, bool walk, CancellationToken cancel)
    {
        if (walk)
        {
            _transaction = await _connection.BeginTransactionAsync(cancel);
            await using var set = new NpgsqlCommand("set local enable_sort = off", _connection);
            await set.ExecuteNonQueryAsync(cancel);
        }

        _source = await _connection.BeginRawBinaryCopyAsync($"copy ({select}) to stdout (format binary)", cancel);
        while (!TrySkipHeader())
            await FillAsync(cancel);
    }

    bool TrySkipHeader()
    {
        if (_end - _start < HeaderSize)
            return false;
        _start += HeaderSize;
        return true;
    }

    /// <summary>Takes one row from the buffer, or nothing when it is not all there yet.</summary>
    bool TryRead(out StoredEvent row, out bool last)
    {
        (row, last) = (default, false);
        var bytes = _buffer.AsSpan(_start, _end - _start);
        if (bytes.Length < 2)
            return false;
        var count = BinaryPrimitives.ReadInt16BigEndian(bytes);
        if (count == -1)
            return last = true;
        if (count != ColumnCount)
            throw new InvalidDataException($"A row of {count} columns came instead of {ColumnCount}.");

        Span<Range> fields = stackalloc Range[ColumnCount];
        var at = 2;
        for (var i = 0; i < ColumnCount; i++)
        {
            if (bytes.Length < at + 4)
                return false;
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes[at..]);
            at += 4;
            var kept = Math.Max(length, 0); // -1 is null, and reads as empty: no text here is ever empty otherwise.
            if (bytes.Length < at + kept)
                return false;
            fields[i] = at..(at + kept);
            at += kept;
        }

        var stream = Name(bytes[fields[1]]);
        var version = BinaryPrimitives.ReadInt64BigEndian(bytes[fields[2]]);
        var causation = bytes[fields[4]];
        var (dataOffset, dataLength) = fields[7].GetOffsetAndLength(bytes.Length);
        row = new StoredEvent(
            BinaryPrimitives.ReadInt64BigEndian(bytes[fields[0]]),
            stream,
            version,
            BinaryPrimitives.ReadInt64BigEndian(bytes[fields[3]]) + EpochOffset,
            causation.IsEmpty ? null : Name(causation),
            Name(bytes[fields[5]]),
            Schema(bytes[fields[6]], stream, version),
            // jsonb is sent as a format version (one byte) and its text.
            new ReadOnlyMemory<byte>(_buffer, _start + dataOffset + 1, dataLength - 1));
        _start += at;
        return true;
    }

    string Name(ReadOnlySpan<byte> text) => Ascii.IsValid(text) ? _names.Text(text) : Encoding.UTF8.GetString(text);

    static int Schema(ReadOnlySpan<byte> text, string stream, long version)
    {
        if (text.IsEmpty)
            return 1; // A writer that uses Marten may set no header: its first schema.
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var schema)
            ? schema
            : throw new StoreException($"Stream {stream}, version {version}: its header v is not a schema version.");
    }

    async ValueTask FillAsync(CancellationToken cancel)
    {
        if (_end == _buffer.Length)
        {
            // A new buffer, because rows already handed out still live in the old one.
            var rest = _end - _start;
            var next = new byte[Math.Max(BufferSize, rest * 2)];
            _buffer.AsSpan(_start, rest).CopyTo(next);
            (_buffer, _start, _end) = (next, 0, rest);
        }

        try
        {
            var read = await _source!.ReadAsync(_buffer.AsMemory(_end), cancel);
            _end += read > 0 ? read : throw new EndOfStreamException("PostgreSQL ended a copy before its last row.");
        }
        catch (NpgsqlException reason)
        {
            throw Trouble.Explain("Events were not read to the end", reason);
        }
    }
}
