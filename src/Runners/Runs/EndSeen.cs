using Gradients.Runners.Engine;

namespace Gradients.Runners.Runs;

/// <summary>
/// Knows if the stream below came to its end. An archive that is whole is read up to its end mark and no further;
/// one that was cut between two files would else look like one that has no more of them.
/// </summary>
sealed class EndSeen(Stream inner) : ForwardStream
{
    internal bool IsAtEnd { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        IsAtEnd |= read == 0 && buffer.Length > 0;
        return read;
    }
}
