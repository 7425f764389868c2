using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gradients.Ledger.Hashing;
using Gradients.Runners.Entries;

namespace Gradients.Runners.Demo;

/// <summary>A miner of a demo: keys nobody holds, and a repository on this disk.</summary>
/// <param name="Repository">A <c>file:///</c> address: only rules with local repositories fetch it.</param>
/// <param name="Commit">40 hex digits.</param>
/// <param name="Settings">What it trains with: the options of its trainer.</param>
public sealed record DemoMiner(Hotkey Hotkey, string Coldkey, string Repository, string Commit, string Settings);

/// <summary>
/// Miners for tests and demos: repositories in the layout of the training contract, each with the trainer of
/// <c>ops/images/trainer</c> and settings of its own. The same arguments make the same commits.
/// </summary>
public static class DemoMiners
{
    public const string Licence = "Demo licence\n\nEverybody may read, run and change this.\n";

    public const string Notice = "Demo notice\n\nMade by gradients for demos and tests.\n";

    /// <summary>What entries of the demo are checked by.</summary>
    public static EntryRules Rules(TournamentType type) => new(
        Licence, Notice, type == TournamentType.Image ? EntryRules.ImageDockerfile : EntryRules.TextDockerfile,
        EntryLimits.Usual, LocalRepositories: true);

    /// <summary>Makes the repositories; those that are there already are made anew.</summary>
    /// <param name="folder">They become folders in it, <c>miner-1</c> and so on.</param>
    /// <param name="image">The base image of their dockerfiles.</param>
    public static async Task<ImmutableArray<DemoMiner>> MakeAsync(
        string folder, TournamentType type, int count, string image, CancellationToken cancel = default)
    {
        var miners = ImmutableArray.CreateBuilder<DemoMiner>(count);
        for (var i = 1; i <= count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"miner-{i}");
            var work = Path.Combine(Path.GetFullPath(folder), name);
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
            Directory.CreateDirectory(work);
            var settings = Settings(type, i);
            foreach (var (path, text) in Files(type, settings, image))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(work, path))!);
                await File.WriteAllTextAsync(Path.Combine(work, path), text, cancel);
            }
            await GitAsync(work, cancel, "init", "--quiet", "--initial-branch=main");
            await GitAsync(work, cancel, "add", "--all");
            await GitAsync(work, cancel, "commit", "--quiet", "--message=A trainer");
            miners.Add(new(new(Key("hotkey", type, i)), Key("coldkey", type, i), $"file://{work}",
                await GitAsync(work, cancel, "rev-parse", "HEAD"), settings));
        }
        return miners.MoveToImmutable();
    }

    /// <summary>
    /// Text miners differ in steps, rate and batch, so that they learn visibly unlike much. Image miners' rates stay
    /// below 0.3, beyond which their pictures diverge.
    /// </summary>
    static string Settings(TournamentType type, int miner) => type == TournamentType.Image
        ? string.Create(CultureInfo.InvariantCulture,
            $"--steps {10 + 15 * miner} --rate {0.03 * miner:0.00} --seed {miner}")
        : string.Create(CultureInfo.InvariantCulture,
            $"--steps {4 + 4 * miner} --rate {0.001 + 0.0005 * (miner % 4):0.0000} --batch {4 + miner % 3} "
            + $"--seed {miner}");

    static IEnumerable<(string Path, string Text)> Files(TournamentType type, string settings, string image)
    {
        var isImage = type == TournamentType.Image;
        string[] scripts = isImage
            ? ["folder.py", "pictures.py", "train_image.py"] : ["folder.py", "model.py", "rows.py", "train.py"];
        var entrypoint = string.Join(", ", settings.Split(' ').Prepend($"/app/scripts/{scripts[^1]}").Prepend("python3")
            .Select(word => $"\"{word}\""));
        yield return ("LICENSE", Licence);
        yield return ("NOTICE", Notice);
        yield return (isImage ? EntryRules.ImageDockerfile : EntryRules.TextDockerfile, $"""
            FROM {image}
            COPY scripts /app/scripts
            ENTRYPOINT [{entrypoint}]

            """);
        foreach (var script in scripts)
            yield return ($"scripts/{script}", DemoFiles.Read($"trainer/{script}"));
    }

    /// <summary>An address that belongs to nobody: a digest in place of a public key.</summary>
    static string Key(string kind, TournamentType type, int miner) => Ss58.Encode(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"gradients demo {kind} {type} {miner}"))));

    static async Task<string> GitAsync(string work, CancellationToken cancel, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = work,
        };
        const string date = "2025-12-01T00:00:00Z"; // A commit is named by its date too.
        foreach (var (name, value) in new[]
        {
            ("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_AUTHOR_NAME", "miner"),
            ("GIT_AUTHOR_EMAIL", "miner@example.org"), ("GIT_COMMITTER_NAME", "miner"),
            ("GIT_COMMITTER_EMAIL", "miner@example.org"), ("GIT_AUTHOR_DATE", date), ("GIT_COMMITTER_DATE", date),
        })
            start.Environment[name] = value;
        using var git = Process.Start(start)!;
        var errors = git.StandardError.ReadToEndAsync(cancel);
        var said = await git.StandardOutput.ReadToEndAsync(cancel);
        await git.WaitForExitAsync(cancel);
        return git.ExitCode == 0 ? said.Trim() : throw new IOException($"git {arguments[0]}: {(await errors).Trim()}");
    }
}
