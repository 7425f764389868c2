using System.Diagnostics;
using Gradients.Ledger.Log;
using Gradients.Testing;

namespace Gradients.Ledger.Tests.Log;

/// <summary>
/// A Python program that knows the public formats and nothing of this code reads what this code writes.
/// </summary>
public sealed class an_independent_check
{
    static readonly string Program = Path.Combine(GoldenFolder.RepositoryRoot, "tests", "independent", "check_log.py");

    static readonly string Key = SmallLog.Key.Verifier.ToString();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public void agrees_on_every_proof_of_small_logs(int size)
    {
        using var small = new SmallLog().Grow(size);
        var log = small.Open();
        var lines = Run(0, small.Folder, Key, "--all").TrimEnd('\n').Split('\n');
        Assert.Equal($"checked {size} entries, root {log.Checkpoint.Root}", lines[0]);
        var expected = new List<string>();
        for (var index = 0; index < size; index++)
            expected.Add(Line($"inclusion {index}", InclusionProof.Make(index, size, log.Nodes().Read)));
        for (var from = 1; from <= size; from++)
            expected.Add(Line($"consistency {from}", ConsistencyProof.Make(from, size, log.Nodes().Read)));
        Assert.Equal(expected, lines[1..]);
    }

    static string Line(string what, TreeHash[] hashes) =>
        string.Join(' ', hashes.Select(h => h.ToString()).Prepend(what));

    [Theory]
    [InlineData(256)]
    [InlineData(1000)]
    [InlineData(66_000)]
    public void agrees_on_the_tiles_and_root_of_larger_ones(int size)
    {
        using var small = new SmallLog().Grow(size);
        var root = small.Open().Checkpoint.Root;
        Assert.Equal($"checked {size} entries, root {root}\n", Run(0, small.Folder, Key));
    }

    [Fact]
    public void agrees_that_a_proof_file_holds_and_that_an_altered_entry_does_not()
    {
        using var small = new SmallLog().Grow(600);
        var log = small.Open();
        foreach (var index in new[] { 0, 255, 256, 511, 512, 599 })
        {
            var proof = new TlogProof(index, InclusionProof.Make(index, 600, log.Nodes().Read), log.Note);
            var (file, entry) = (Path.Combine(small.Folder, "x.tlog-proof"), Path.Combine(small.Folder, "entry"));
            File.WriteAllBytes(file, proof.ToBytes());
            File.WriteAllBytes(entry, Trees.Entries(600)[index]);
            Assert.Equal("proved\n", Run(0, "--proof", file, entry, Key));
            File.WriteAllText(entry, "another");
            Assert.Equal("the proof does not give the root\n", Run(1, "--proof", file, entry, Key));
        }
    }

    [Fact]
    public void agrees_that_an_altered_tile_is_bad()
    {
        using var small = new SmallLog().Grow(600);
        var tile = Path.Combine(small.Folder, "tile/0/001");
        var bytes = File.ReadAllBytes(tile);
        bytes[77] ^= 1;
        File.WriteAllBytes(tile, bytes);
        Assert.StartsWith("tile/0/001: ", Run(1, small.Folder, Key), StringComparison.Ordinal);
        var bad = Assert.Throws<BadLog>(small.Open().Check);
        Assert.Equal(("tile/0/001", 256 + 77 / 32 + 1), (bad.Path, bad.Position));
    }

    static string Run(int exit, params string[] arguments)
    {
        // Its own answers are ASCII, but Python asks the locale otherwise.
        var start = new ProcessStartInfo("python3", [Program, .. arguments]) { RedirectStandardOutput = true };
        start.Environment["PYTHONUTF8"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == exit, $"exit code {process.ExitCode}: {output}");
        return output;
    }
}
