namespace Gradients.Runners.Entries;

/// <summary>Reads a stream to its end and keeps no more of it than a cap.</summary>
static class Capped
{
    internal static async Task<byte[]> ReadAsync(Stream stream, int most, CancellationToken cancel)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (await stream.ReadAsync(buffer, cancel) is > 0 and var read)
            kept.Write(buffer, 0, (int)Math.Min(read, most - kept.Length));
        return kept.ToArray();
    }
}
