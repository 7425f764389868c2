using System.Security.Cryptography;

namespace Gradients.Ledger.Log;

/// <summary>
/// The contents of an attachment, read once from beginning to end, and compared with the digest that is its name before
/// the end is reported: whoever reads to the end has the right bytes, or an exception.
/// </summary>
/// <exception cref="BadLog">While reading: the contents are others, or end early.</exception>
public sealed class VerifiedStream : Stream
{
    readonly Stream _inner;
    readonly string _sha256;
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    long _read;
    bool _ended;

    /// <param name="inner">The contents as found; closed with this.</param>
    /// <param name="sha256">64 digits of hex, lower case.</param>
    public VerifiedStream(Stream inner, string sha256) => (_inner, _sha256) = (inner, sha256);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    /// <summary>Bytes read so far.</summary>
    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Took(buffer, _inner.Read(buffer));
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Damaged(e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await _inner.ReadAsync(buffer, cancellationToken);
            return Took(buffer.Span, count);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Damaged(e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    int Took(Span<byte> buffer, int count)
    {
        _read += count;
        _hash.AppendData(buffer[..count]);
        if (count > 0 || buffer.IsEmpty || _ended)
            return count;
        _ended = true;
        var digest = Convert.ToHexStringLower(_hash.GetHashAndReset());
        return digest == _sha256
            ? 0
            : throw new BadLog(Attachment.PathOf(_sha256), null, $"its contents have the digest {digest}");
    }

    /// <summary>What carries them, a bundle, is cut short or broken.</summary>
    BadLog Damaged(Exception e) => new(Attachment.PathOf(_sha256), null, $"it is damaged: {e.Message}");

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        _inner.Dispose();
        base.Dispose(disposing);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
