namespace Gradients.Ledger.Store;

/// <summary>
/// Who runs the server: the caller, or, because PostgreSQL refuses to run as root, an unprivileged user when root
/// calls.
/// </summary>
sealed class ServerUser
{
    readonly string? _name;
    readonly string[] _prefix;

    ServerUser(string? name, string[] prefix) => (_name, _prefix) = (name, prefix);

    /// <param name="wanted">The user's name when root calls; <c>postgres</c> when absent.</param>
    internal static ServerUser Current(string? wanted)
    {
        if (!Environment.IsPrivilegedProcess)
            return new ServerUser(null, []);

        var name = wanted ?? "postgres";
        if (Shell.OnPath("id") is not { } id || !Shell.Run(id, ["-u", name]).Succeeded)
            throw new StoreException(
                $"PostgreSQL refuses to run as root, and there is no user {name} to run it as. Install Debian's "
                + "postgresql-15 (it creates one), or add the user, or start as an ordinary user.");

        if (Shell.OnPath("runuser") is { } runuser)
            return new ServerUser(name, [runuser, "-u", name, "--"]);
        if (Shell.OnPath("setpriv") is { } setpriv)
            return new ServerUser(
                name, [setpriv, $"--reuid={name}", $"--regid={name}", "--init-groups", "--"]);
        throw new StoreException(
            $"PostgreSQL refuses to run as root, and neither runuser nor setpriv is there to run it as {name}. "
            + "Install util-linux, or start as an ordinary user.");
    }

    /// <summary>
    /// Runs a shell script (never a path or a name spliced in: those arrive as $1, $2 ...) as this user.
    /// </summary>
    internal Shell.Answer Run(
        string script, string[] arguments, string folder = "/", string input = "",
        IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] command = [.. _prefix, "/bin/sh", "-c", script, "sh", .. arguments];
        return Shell.Run(command[0], command.Skip(1), folder, input, environment);
    }

    /// <summary>
    /// Makes <paramref name="folder"/> inside <paramref name="home"/>, this user's own with mode 0700.
    /// </summary>
    internal void Own(string home, string folder)
    {
        if (OperatingSystem.IsWindows())
            throw new StoreException(
                "The embedded cluster needs Linux or macOS. On Windows use an existing server: --database.");
        if (_name is null)
        {
            try
            {
                Directory.CreateDirectory(home);
                Directory.CreateDirectory(
                    folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                return;
            }
            catch (Exception reason) when (reason is UnauthorizedAccessException or IOException)
            {
                throw new StoreException(
                    $"{folder} could not be created ({reason.Message}). Choose a home that you may write to.", reason);
            }
        }

        if (!Directory.Exists(home))
            Install(home);
        if (!Directory.Exists(folder))
            Install(folder);
        if (CanWrite(folder))
            return;

        // A home that root made for itself (mktemp -d): let the server's group pass through, and nobody else.
        Shell.Run("/bin/sh", ["-c", "chgrp -- \"$(id -gn \"$2\")\" \"$1\" && chmod g+x -- \"$1\"", "sh", home, _name]);
        if (!CanWrite(folder))
            throw new StoreException(
                $"PostgreSQL refuses to run as root, and its user {_name} cannot enter {folder}. Choose a home that "
                + "it can enter, for example a folder under /var/lib, or start as an ordinary user.");
    }

    bool CanWrite(string folder) => Run("test -w \"$1\" && test -x \"$1\" && cd \"$1\"", [folder]).Succeeded;

    void Install(string folder)
    {
        var answer = Shell.Run("/bin/sh", [
            "-c", "install -d -m 0700 -o \"$2\" -g \"$(id -gn \"$2\")\" -- \"$1\"", "sh", folder, _name!]);
        if (!answer.Succeeded)
            throw new StoreException($"{folder} could not be created for the user {_name}: {answer.Said}");
    }
}
