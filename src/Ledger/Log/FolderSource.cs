namespace Gradients.Ledger.Log;

/// <summary>The files of a log in a folder.</summary>
public sealed class FolderSource(string folder) : LogSource
{
    public override int Read(string path, ref byte[] buffer, int limit)
    {
        try
        {
            // The buffer of a FileStream would only copy once more.
            using var file = new FileStream(
                Path.Combine(folder, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
            return ReadAll(file, path, ref buffer, limit);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return -1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableLog($"{Path.Combine(folder, path)}: {e.Message}", e);
        }
    }
}
