namespace Gradients.Ledger.Log;

/// <summary>The files of a log in a folder.</summary>
public sealed class FolderSource(string folder) : LogSource
{
    public override int Read(string path, ref byte[] buffer, int limit)
    {
        using var file = OpenFile(path);
        try
        {
            return file is null ? -1 : ReadAll(file, path, ref buffer, limit);
        }
        catch (IOException e) when (e is not UnreadableLog)
        {
            throw new UnreadableLog($"{Path.Combine(folder, path)}: {e.Message}", e);
        }
    }

    public override Stream? OpenFile(string path)
    {
        try
        {
            // The buffer of a FileStream would only copy once more.
            return new FileStream(
                Path.Combine(folder, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableLog($"{Path.Combine(folder, path)}: {e.Message}", e);
        }
    }
}
