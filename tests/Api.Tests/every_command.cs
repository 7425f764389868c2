namespace Gradients.Api.Tests;

/// <summary>Found by walking through the help texts, so that none can be forgotten.</summary>
public sealed class every_command
{
    static readonly Lazy<List<(string[] Path, string Help, bool IsLeaf)>> All = new(() => [.. Walk([])]);

    static IEnumerable<string[]> Leaves => All.Value.Where(command => command.IsLeaf).Select(command => command.Path);

    static IEnumerable<(string[] Path, string Help, bool IsLeaf)> Walk(string[] path)
    {
        var help = Running.Gradients([.. path, "--help"]).Ended(0).Output;
        var start = help.IndexOf("\nCommands:\n", StringComparison.Ordinal);
        yield return (path, help, start < 0);
        if (start < 0)
            yield break;
        foreach (var line in help[(start + 11)..].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            foreach (var command in Walk([.. path, line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]]))
                yield return command;
    }

    [Fact]
    public void can_be_found() => Assert.InRange(Leaves.Count(), 20, 200);

    [Fact]
    public void says_what_it_does_in_a_sentence() => Assert.All(All.Value, command =>
        Assert.Matches(@"^Description:\n  [A-Z][^\n]+\.\n", command.Help));

    [Fact]
    public void exits_2_and_names_an_option_that_does_not_exist() => Assert.All(Leaves, path =>
    {
        var ran = Running.Gradients([.. path, "--frobnicate", "x", "y", "z"]).Ended(2);
        Assert.Contains("--frobnicate", ran.Errors, StringComparison.Ordinal);
        Assert.Empty(ran.Output);
    });

    [Fact]
    public void knows_json() => Assert.All(
        All.Value.Where(command => command.IsLeaf),
        command => Assert.Contains("--json", command.Help, StringComparison.Ordinal));
}
