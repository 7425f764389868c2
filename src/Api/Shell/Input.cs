namespace Gradients.Api.Shell;

/// <summary>Files named on the command line; <c>-</c> is standard input.</summary>
internal static class Input
{
    public static Stream Open(string path)
    {
        if (path == "-")
            return Console.OpenStandardInput();
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new Trouble($"{path} cannot be opened: {failure.Message}");
        }
    }

    public static byte[] ReadAll(string path)
    {
        using var source = Open(path);
        using var all = new MemoryStream();
        source.CopyTo(all);
        return all.ToArray();
    }

    public static string Name(string path) => path == "-" ? "standard input" : path;
}
