using System.Diagnostics;
using Gradients.Ledger.Draws;
using Gradients.Ledger.Hashing;
using Gradients.Testing;

namespace Gradients.Ledger.Tests.Draws;

/// <summary>docs/draw.md is what auditors go by: its vectors are read from the page itself.</summary>
public sealed class the_draw_document
{
    [Fact]
    public void holds_vectors_of_every_kind() => Assert.Equal(
        ["below", "commitment", "deal", "shuffle", "words"],
        DrawVector.All().Select(vector => vector.Key).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void says_what_a_commitment_is() => Assert.All(DrawVector.Of("commitment"), vector =>
        Assert.Equal(vector.Result, Hex.Sha256(vector.Seed)));

    [Fact]
    public void says_which_words_a_seed_gives() => Assert.All(DrawVector.Of("words"), vector =>
    {
        var stream = new SeedWords(vector.Seed);
        Assert.Equal(vector.Result, string.Join(' ', vector.Result.Split(' ').Select(_ => $"{stream.Next():x16}")));
    });

    [Fact]
    public void says_which_numbers_they_become() => Assert.All(DrawVector.Of("below"), vector =>
    {
        var stream = new SeedWords(vector.Seed);
        var numbers = vector.Given.Split(' ').Select(n => stream.Below(int.Parse(n)));
        Assert.Equal(vector.Result, string.Join(' ', numbers));
    });

    [Fact]
    public void says_how_names_are_shuffled() => Assert.All(DrawVector.Of("shuffle"), vector =>
    {
        var names = vector.Given.Split(' ');
        Draw.Shuffle<string>(vector.Seed, names);
        Assert.Equal(vector.Result, string.Join(' ', names));
    });

    [Fact]
    public void says_who_meets_whom() => Assert.All(DrawVector.Of("deal"), vector =>
    {
        var (sizes, names) = vector.Given.Split(" of ") is [var s, var n] ? (s, n) : throw new FormatException();
        var dealt = Draw.Deal(
            vector.Seed, names.Split(' ').Select(name => new Hotkey(name)), [.. sizes.Split(' ').Select(int.Parse)]);
        Assert.Equal(vector.Result, string.Join(" | ", dealt.Select(slot => string.Join(' ', slot))));
    });

    [Fact]
    public void agrees_with_a_program_that_was_written_from_it() =>
        Assert.Equal($"{DrawVector.All().Count} vectors agree\n", Python(DrawVector.Document));

    [Fact]
    public void agrees_with_that_program_on_a_whole_tournaments_first_round()
    {
        var drawn = ((Tournament.Running)a_drawn_round(65).Current()).Round!;
        var lines = Python([seed(1), "22,22,21", .. Miners(65).Select(miner => miner.Text)]);
        Assert.Equal(lines.TrimEnd('\n'), string.Join('\n', drawn.Assignments.Select(slot => string.Join(' ', slot))));
    }

    static string Python(params string[] arguments)
    {
        var program = Path.Combine(GoldenFolder.RepositoryRoot, "tests", "independent", "draw.py");
        var start = new ProcessStartInfo("python3", [program, .. arguments]) { RedirectStandardOutput = true };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{program} exits with {process.ExitCode}: {output}");
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException("python3 is missing: the independent check of draws needs it");
        }
    }
}
