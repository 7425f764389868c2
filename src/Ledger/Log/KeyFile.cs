namespace Gradients.Ledger.Log;

/// <summary>
/// A key in a file that its owner alone can read (mode 0600): the private key, or the program that keeps it.
/// </summary>
public static class KeyFile
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="IOException">The file is there already: a key is never overwritten.</exception>
    public static void Write(string path, SignerKey key)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, // Losing a log's key means losing the log's name.
            Access = FileAccess.Write,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly; // Set at creation: there is no moment at which others can read it.
        using var file = new FileStream(path, options);
        file.Write(System.Text.Encoding.UTF8.GetBytes(key.FileText() + "\n"));
        file.Flush(flushToDisk: true);
        Step.At("key: written");
    }

    /// <exception cref="IOException">It cannot be read, or others than its owner can.</exception>
    /// <exception cref="FormatException">It holds no private key.</exception>
    public static SignerKey Read(string path)
    {
        using var file = File.OpenRead(path);
        if (!OperatingSystem.IsWindows())
        {
            var mode = File.GetUnixFileMode(file.SafeFileHandle);
            if ((mode & ~(OwnerOnly | UnixFileMode.UserExecute)) != 0)
                throw new IOException(
                    $"{path}: others can read or change this private key: make it the owner's alone (chmod 600)");
        }
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        return SignerKey.Parse(text.EndsWith('\n') ? text[..^1] : text);
    }
}
