using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Gradients.Runners.Entries;

/// <summary>
/// The <c>git</c> program, fenced in: limits on memory, files and time, an environment of our own, and a
/// configuration of our own that allows https alone, runs no hook, asks for no password and checks every object.
/// </summary>
sealed class GitProgram
{
    readonly string _folder;
    readonly string _configuration;
    readonly EntryLimits _limits;

    /// <param name="folder">A fresh folder; the bare repository and our configuration go there.</param>
    internal GitProgram(string folder, EntryLimits limits, bool localRepositories)
    {
        _folder = folder;
        _limits = limits;
        _configuration = Path.Combine(folder, "gitconfig");
        Repository = Path.Combine(folder, "repository.git");
        File.WriteAllText(_configuration, Configuration(localRepositories));
    }

    internal string Repository { get; }

    static string Configuration(bool localRepositories) => $"""
        [protocol]
            allow = never
        [protocol "https"]
            allow = always
        [protocol "file"]
            allow = {(localRepositories ? "always" : "never")}
        [core]
            hooksPath = /dev/null
            bigFileThreshold = 4m
            fsmonitor = false
        [transfer]
            fsckObjects = true
        [fetch]
            unpackLimit = 1
        [credential]
            helper =
        [safe]
            directory = *
        [gc]
            auto = 0
        [maintenance]
            auto = false
        [submodule]
            recurse = false
        [pack]
            threads = 1
        [http]
            lowSpeedLimit = 1000
            lowSpeedTime = 30
        """;

    internal readonly record struct Said(int Exit, string Errors, bool TimedOut);

    /// <summary>Runs git in the repository and hands its output, as a stream, to whoever reads it.</summary>
    /// <param name="read">Reads the output; what it throws ends git.</param>
    internal async Task<Said> RunAsync(
        IEnumerable<string> arguments, Func<StreamWriter, Stream, CancellationToken, Task> read,
            CancellationToken cancel)
    {
        using var process = Process.Start(Start(arguments))!;
        using var limit = new CancellationTokenSource(_limits.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        var errors = ErrorsAsync(process.StandardError.BaseStream);
        try
        {
            await read(process.StandardInput, process.StandardOutput.BaseStream, either.Token);
            await process.WaitForExitAsync(either.Token);
            return new(process.ExitCode, await errors, false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(-1, "", true);
        }
        catch (IOException) when (!cancel.IsCancellationRequested)
        {
            // It went while we were writing to it: why is in its errors.
            await process.WaitForExitAsync(either.Token);
            return new(process.ExitCode, await errors, false);
        }
        finally
        {
            // Its helpers (remote-https, index-pack) go with it.
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Runs git for its short answer.</summary>
    internal async Task<(Said Said, string Output)> AskAsync(IEnumerable<string> arguments, CancellationToken cancel)
    {
        var output = "";
        var said = await RunAsync(arguments, async (_, stream, token) =>
        {
            var bytes = await Capped.ReadAsync(stream, 64 << 10, token);
            output = Encoding.UTF8.GetString(bytes).Trim();
        }, cancel);
        return (said, output);
    }

    static async Task<string> ErrorsAsync(Stream errors) =>
        Encoding.UTF8.GetString(await Capped.ReadAsync(errors, 64 << 10, CancellationToken.None));

    ProcessStartInfo Start(IEnumerable<string> arguments)
    {
        string Limit(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"--{name}={value}");
        var start = new ProcessStartInfo("prlimit",
            [Limit("fsize", _limits.Pack), Limit("nofile", 256), Limit("as", _limits.Memory), Limit("core", 0),
             "git", "--git-dir", Repository, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";
        start.Environment["HOME"] = "/nonexistent";
        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = _configuration;
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_ASKPASS"] = "/bin/false";
        start.Environment["GIT_NO_REPLACE_OBJECTS"] = "1";
        return start;
    }
}
