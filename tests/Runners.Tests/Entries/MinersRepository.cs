using System.Diagnostics;
using System.Text;
using Gradients.Runners.Entries;

namespace Gradients.Runners.Tests.Entries;

/// <summary>A repository on this disk that a miner might have pushed; hostile ones are made object by object.</summary>
public abstract class MinersRepository : IDisposable
{
    protected const string Licence = "Example licence\n\nAll may read.\n";
    protected const string Notice = "Example notice\n";

    readonly string _folder = Directory.CreateTempSubdirectory("miner-").FullName;

    protected MinersRepository()
    {
        Git("init", "--quiet", "--initial-branch=main", Work);
    }

    protected string Work => Path.Combine(_folder, "work");

    protected string Address => $"file://{Work}";

    protected string Workspace => _folder;

    protected EntryRules Rules { get; set; } = new(
        Licence, Notice, EntryRules.TextDockerfile, EntryLimits.Usual, LocalRepositories: true);

    /// <summary>What every acceptable entry has.</summary>
    protected void WriteUsual()
    {
        Write("LICENSE", Licence);
        Write("NOTICE", Notice);
        Write(EntryRules.TextDockerfile, "FROM gradients/base:1\nCOPY train.py /app/train.py\n");
        Write("train.py", "import sys\n\nprint(sys.argv)\n");
    }

    protected void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    protected void Write(string path, byte[] bytes)
    {
        var file = Path.Combine(Work, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
    }

    protected string Commit()
    {
        Git("add", "--all", "--force");
        Git("commit", "--quiet", "--allow-empty", "--message=entry");
        return Git("rev-parse", "HEAD");
    }

    /// <summary>A tree from raw entries: mode, name, object id in hex. Nothing checks it.</summary>
    protected string Tree(params IEnumerable<(string Mode, byte[] Name, string Id)> entries)
    {
        using var tree = new MemoryStream();
        foreach (var (mode, name, id) in entries)
        {
            tree.Write(Encoding.ASCII.GetBytes(mode + " "));
            tree.Write(name);
            tree.WriteByte(0);
            tree.Write(Convert.FromHexString(id));
        }
        return GitWith(tree.ToArray(), "hash-object", "-w", "-t", "tree", "--literally", "--stdin");
    }

    protected string CommitOf(string tree)
    {
        var commit = Git("commit-tree", "-m", "made by hand", tree);
        Git("update-ref", "refs/heads/main", commit);
        return commit;
    }

    protected string Blob(string text) => GitWith(Encoding.UTF8.GetBytes(text), "hash-object", "-w", "--stdin");

    protected string Git(params string[] arguments) => GitWith([], arguments);

    protected string GitWith(byte[] input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Directory.Exists(Work) ? Work : _folder,
        };
        foreach (var (name, value) in new[]
        {
            ("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_AUTHOR_NAME", "miner"),
            ("GIT_AUTHOR_EMAIL", "m@example.org"), ("GIT_COMMITTER_NAME", "miner"),
            ("GIT_COMMITTER_EMAIL", "m@example.org"), ("GIT_AUTHOR_DATE", "2025-12-01T00:00:00Z"),
            ("GIT_COMMITTER_DATE", "2025-12-01T00:00:00Z"),
        })
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }

    protected Task<EntryVerdict> CheckAsync(string commit, string? address = null) =>
        EntryChecks.CheckAsync(address ?? Address, commit, Rules, Workspace, TestContext.Current.CancellationToken);

    protected async Task<CheckedEntry> AcceptedAsync(string commit)
    {
        var verdict = await CheckAsync(commit);
        return verdict is EntryVerdict.Accepted accepted ? accepted.Entry
            : throw new InvalidOperationException(verdict.ToString());
    }

    protected async Task RefusedAsync(string reason, string? detail, string commit, string? address = null)
    {
        var verdict = await CheckAsync(commit, address);
        var refused = Assert.IsType<EntryVerdict.Refused>(verdict);
        Assert.Equal(reason, refused.Reason);
        if (detail is not null)
            Assert.Contains(detail, refused.Detail, StringComparison.Ordinal);
        // Whatever was fetched is gone again.
        Assert.Empty(Directory.GetDirectories(Workspace, "entry-*"));
    }

    public virtual void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
