using Gradients.Ledger.Log;
using Npgsql;

namespace Gradients.Ledger.Store;

/// <summary>The stored parts of an attachment as one stream, a part at a time; nobody has verified them.</summary>
sealed class AttachmentParts(NpgsqlDataSource source, Attachment attachment) : Stream
{
    byte[] _part = [];
    int _at;
    int _next;
    long _left = attachment.Bytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => attachment.Bytes;

    public override long Position
    {
        get => attachment.Bytes - _left - (_part.Length - _at);
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_at == _part.Length && _left > 0)
        {
            using var command = Next();
            Take(command.ExecuteScalar());
        }
        return Give(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at == _part.Length && _left > 0)
        {
            await using var command = Next();
            Take(await command.ExecuteScalarAsync(cancellationToken));
        }
        return Give(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    NpgsqlCommand Next()
    {
        var command = source.CreateCommand("select data from ledger_attachment_parts where sha256 = $1 and part = $2");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = Convert.FromHexString(attachment.Sha256) });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = _next });
        return command;
    }

    void Take(object? data)
    {
        if (data is not byte[] part || part.Length != Math.Min(_left, AttachmentStore.PartBytes))
            throw new BadLog(
                Attachment.PathOf(attachment.Sha256), null, $"part {_next} is missing or has another length");
        (_part, _at) = (part, 0);
        _next++;
        _left -= part.Length;
    }

    int Give(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _part.Length - _at);
        _part.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
