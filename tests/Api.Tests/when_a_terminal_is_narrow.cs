using Gradients.Api.Weights;
using Gradients.Ledger;
using Gradients.Ledger.Weights;
using Gradients.Projections.Simulation;
using Spectre.Console;

namespace Gradients.Api.Tests;

public sealed class when_a_terminal_is_narrow
{
    static readonly VectorSetting Setting = WeightsVerb.Setting(
        new SeasonSimulator(1, 2).Events().Aggregate(LedgerState.Empty, (state, e) => LedgerState.Evolve(state, e)), 56);

    static string Drawn(int width)
    {
        using var drawn = new StringWriter();
        var console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(drawn),
        });
        console.Profile.Width = width;
        console.Write(WeightsVerb.Drawn(Setting, width));
        return drawn.ToString();
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
