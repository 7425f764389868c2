namespace Gradients.Api.Shell;

/// <summary>Files that are complete or not there at all; <c>-</c> is standard output.</summary>
internal static class Output
{
    public static void Write(string path, Action<Stream> write) =>
        WriteAsync(path, target =>
        {
            write(target);
            return Task.FromResult(0L);
        }).GetAwaiter().GetResult();

    /// <summary>Writes to a temporary name beside the file first, so that a reader never finds half of it.</summary>
    /// <returns>What <paramref name="write"/> returns.</returns>
    public static async Task<long> WriteAsync(string path, Func<Stream, Task<long>> write)
    {
        if (path == "-")
        {
            await using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
            return await write(output);
        }
        var partial = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            long written;
            // Whoever was killed in the middle left one, perhaps under our number: in a container all have the same.
            await using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                written = await write(file);
                Step.At("export: written, not flushed");
                file.Flush(flushToDisk: true);
            }
            Step.At("export: flushed, under another name");
            File.Move(partial, path, overwrite: true);
            Step.At("export: has its name");
            return written;
        }
        catch (Exception why) when (why is IOException or UnauthorizedAccessException
            && why.Message.Contains(partial, StringComparison.Ordinal))
        {
            throw new Trouble(
                $"{path} cannot be written: {why.Message.Replace(partial, path, StringComparison.Ordinal)}");
        }
        finally
        {
            // Without asking, a folder that is not there would be an error of its own.
            if (File.Exists(partial))
                File.Delete(partial);
        }
    }
}
