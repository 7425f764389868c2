using Gradients.Api.Tournaments;
using Gradients.Api.Weights;
using Gradients.Ledger;
using Gradients.Ledger.Weights;
using Gradients.Projections.Simulation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Gradients.Api.Tests;

public sealed class when_a_terminal_is_narrow
{
    static readonly VectorSetting Setting = WeightsVerb.Setting(
        new SeasonSimulator(1, 2).Events().Aggregate(LedgerState.Empty, (state, e) => LedgerState.Evolve(state, e)), 56);

    static string Drawn(int width) => Drawn(WeightsVerb.Drawn(Setting, width), width);

    static string Drawn(IRenderable picture, int width)
    {
        using var drawn = new StringWriter();
        var console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(drawn),
        });
        console.Profile.Width = width;
        console.Write(picture);
        return drawn.ToString();
    }

    [Theory]
    [InlineData("group")]
    [InlineData("knockout")]
    [InlineData("boss")]
    public void nor_is_a_loss(string kind)
    {
        var (one, other) = (new string('a', 48), new string('b', 48));
        var rows = new BracketRows("winter", 0.1, "", [
            new(1, kind, 0, one, false, true, false, 7), new(1, kind, 0, other, false, false, false, 7),
        ], [
            Measured(one, 0.8231159409076626), Measured(other, -0.00024047740616692774),
        ], []);

        var picture = Drawn(BracketDrawing.Picture(rows, 1), 80);

        Assert.Contains(" 0.8231159409076626 ", picture, StringComparison.Ordinal);
        Assert.Contains(" -0.00024047740616692774 ", picture, StringComparison.Ordinal);
        Assert.All(picture.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));

        static Result Measured(string hotkey, double loss) => new(
            1, "47e10b13-0558-41b5-ddab-4cc6806ba7f0", "InstructTextTask", 0, hotkey, "success", loss, 0,
            "Ranked below top 1 by test_loss", false, false, 9);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(96)]
    [InlineData(120)]
    [InlineData(160)]
    public void a_weight_is_never_cut_in_two(int width)
    {
        var lines = Drawn(width).Split('\n');

        for (var uid = 0; uid < Setting.Weights.Length; uid++)
            if (Setting.Weights[uid] != 0)
                Assert.Single(lines, line => line.Trim().StartsWith($"{uid} ", StringComparison.Ordinal)
                    && line.Contains($" {Shell.Terminal.Number(Setting.Weights[uid])} ", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, width));
    }
}
