namespace Gradients.Api.Tests;

/// <summary>
/// A ledger's home in a folder of its own, with a private PostgreSQL that starts when it is first needed.
/// </summary>
public class LedgerHome : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("ga-").FullName;

    public LedgerHome()
    {
        // Run by root, PostgreSQL's own user has to pass through to the home inside.
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(_folder, System.IO.File.GetUnixFileMode(_folder)
                | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    public string Home => Path.Combine(_folder, "home");

    /// <summary>A path beside the home for a file of the test.</summary>
    public string File(string name) => Path.Combine(_folder, name);

    public string Write(string name, string content)
    {
        System.IO.File.WriteAllText(File(name), content);
        return File(name);
    }

    public string Write(string name, byte[] content)
    {
        System.IO.File.WriteAllBytes(File(name), content);
        return File(name);
    }

    public Ran Gradients(params string[] arguments) => Running.Start(Running.BuiltFolder, Home, null, arguments);

    public Ran Gradients(byte[] input, params string[] arguments) =>
        Running.Start(Running.BuiltFolder, Home, input, arguments);

    /// <summary>The last position of the ledger.</summary>
    public int Head() => Gradients("events").Ended(0).Lines.Length;

    public void Dispose()
    {
        if (Directory.Exists(Home))
            Gradients("db", "stop");
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
