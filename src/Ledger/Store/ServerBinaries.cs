using System.Globalization;

namespace Gradients.Ledger.Store;

/// <summary>
/// Finds the folder that holds <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c>: an explicit folder, PATH (links are
/// followed, scripts that wrap the real programs are passed over), <c>pg_config --bindir</c>, then Debian's versioned
/// folders, newest first.
/// </summary>
public static class ServerBinaries
{
    static readonly string[] Programs = ["postgres", "initdb", "pg_ctl"];

    const string DebianFolder = "/usr/lib/postgresql";

    /// <exception cref="StoreException">No folder has them; the message lists where was looked.</exception>
    public static string Find(string? explicitFolder = null)
    {
        if (explicitFolder is not null)
            return Holds(explicitFolder) ? explicitFolder : throw new StoreException(
                $"{explicitFolder} does not hold PostgreSQL's server programs ({string.Join(", ", Programs)}). "
                + "Name the folder that does, for example /usr/lib/postgresql/15/bin.");

        return OnPath().Concat(ByPgConfig()).Concat(OfDebian()).FirstOrDefault(Holds) ?? throw new StoreException(
            "PostgreSQL's server programs were not found: looked at PATH, `pg_config --bindir` and "
            + $"{DebianFolder}/*/bin. Install them (Debian: apt-get install postgresql-15) or name their folder.");
    }

    static bool Holds(string folder) => Programs.All(program => IsProgram(Path.Combine(folder, program)));

    // A wrapper script may change user or cluster behind our back; only the programs themselves will do.
    static bool IsProgram(string path)
    {
        if (!File.Exists(path))
            return false;
        using var file = File.OpenRead(path);
        return file.ReadByte() is not ('#' or -1);
    }

    static IEnumerable<string> OnPath()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            var program = new FileInfo(Path.Combine(folder, "pg_ctl"));
            if (program.Exists)
                yield return (program.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? program).DirectoryName!;
        }
    }

    static IEnumerable<string> ByPgConfig()
    {
        if (Shell.OnPath("pg_config") is not { } program)
            yield break;
        var answer = Shell.Run(program, ["--bindir"]);
        if (answer.Succeeded)
            yield return answer.Output.Trim();
    }

    static IEnumerable<string> OfDebian() => Directory.Exists(DebianFolder)
        ? Directory.EnumerateDirectories(DebianFolder)
            .OrderByDescending(folder => int.TryParse(
                Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : -1)
            .Select(folder => Path.Combine(folder, "bin"))
        : [];
}
