namespace Gradients.Api.Database;

/// <summary>The folder of the private cluster, keys and state: GRADIENTS_HOME, or the user's data folder.</summary>
internal static class Home
{
    public static string Folder { get; private set; } = Named ?? Path.Combine(DataFolder, "gradients");

    static string? Named => Environment.GetEnvironmentVariable("GRADIENTS_HOME") is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : null;

    // PostgreSQL refuses to run as root; its own user must be able to reach the folder.
    static string DataFolder => Environment.IsPrivilegedProcess
        ? "/var/lib"
        : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);

    /// <summary>An invented season must not end up in somebody's real ledger.</summary>
    public static void UseDemoFolder(string name = "gradients-demo") =>
        Folder = Named ?? Path.Combine(DataFolder, name);
}
