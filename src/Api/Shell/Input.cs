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

    /// <summary>No document comes near this; without an end, a pipe would fill the memory.</summary>
    const int Largest = 1 << 30;

    /// <exception cref="Trouble">It cannot be opened, or is larger than any document.</exception>
    public static byte[] ReadAll(string path)
    {
        using var source = Open(path);
        if (source.CanSeek && source.Length > Largest)
            throw TooLarge(path);
        using var all = new MemoryStream();
        var part = new byte[1 << 16];
        while (source.Read(part) is > 0 and var read)
        {
            if (all.Length + read > Largest)
                throw TooLarge(path);
            all.Write(part, 0, read);
        }
        return all.ToArray();
    }

    static Trouble TooLarge(string path) => new($"{Name(path)} has more than {Largest:N0} bytes: it is no such document");

    public static string Name(string path) => path == "-" ? "standard input" : path;
}
