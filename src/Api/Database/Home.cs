namespace Gradients.Api.Database;

/// <summary>The folder of the private cluster, keys and state: GRADIENTS_HOME, or the user's data folder.</summary>
internal static class Home
{
    public static string Folder
    {
        get
        {
            if (Environment.GetEnvironmentVariable("GRADIENTS_HOME") is { Length: > 0 } named)
                return Path.GetFullPath(named);
            // PostgreSQL refuses to run as root; its own user must be able to reach the folder.
            if (Environment.IsPrivilegedProcess)
                return "/var/lib/gradients";
            var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
            return Path.Combine(data, "gradients");
        }
    }
}
