using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

/// <summary>The files of a log in memory, to be altered one way after the other.</summary>
sealed class MemorySource(IReadOnlyDictionary<string, byte[]> files) : LogSource
{
    public override int Read(string path, ref byte[] buffer, int limit)
    {
        if (!files.TryGetValue(path, out var bytes))
            return -1;
        if (bytes.Length > limit)
            throw new BadLog(path, null, $"it has more than {limit} bytes");
        if (buffer.Length < bytes.Length)
            buffer = new byte[bytes.Length];
        bytes.CopyTo(buffer, 0);
        return bytes.Length;
    }

    public override Stream? OpenFile(string path) =>
        files.TryGetValue(path, out var bytes) ? new MemoryStream(bytes, writable: false) : null;
}
