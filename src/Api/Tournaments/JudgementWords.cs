using System.Globalization;
using Gradients.Api.Shell;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Tournaments;

namespace Gradients.Api.Tournaments;

/// <summary>How a boss task of rulebook 2026.10 was decided, in words (rules 4.2 to 4.4).</summary>
internal static class JudgementWords
{
    /// <summary>With the figures of a comparison that decided.</summary>
    public static string Of(Judgement judged) =>
        judged is { How: "paired", Compared: { } compared } ? $"{Brief(judged)}: {Figures(compared)}" : Brief(judged);

    /// <summary>For a reader who sees the figures beside it.</summary>
    public static string Brief(Judgement judged) => judged.How switch
    {
        "paired" => "example by example",
        "draw" => "no example decided: a draw, for which a stand-in is posed once",
        "scalar_guard" => "better example by example, but not in the loss of the whole task",
        "unpairable" => "the losses of single examples are of different examples",
        "margin" => $"by {Number(Constants2026_10.RelativeMargin * 100)} % of the boss's result",
        "missing" => "only one side has a result, or none",
        _ => Terminal.Plain(judged.How),
    };

    static string Figures(ComparedExamples compared) =>
        $"{compared.ChallengerWins} won, {compared.BossWins} lost of {compared.Examples}; surely at least "
        + $"{Number(compared.WinRateBound)} of the decided ({Number(Constants2026_10.WinRateBound)} needed), mean gap "
        + $"{Number(compared.MeanGapBound)} ({Number(compared.RequiredGap)} needed)";

    static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
