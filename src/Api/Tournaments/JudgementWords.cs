using System.Globalization;
using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Api.Tournaments;

/// <summary>How a boss task of rulebook 2026.10 was decided, in words with its figures (rules 4.2 to 4.4).</summary>
internal static class JudgementWords
{
    public static string Of(Judgement judged) => judged.How switch
    {
        "paired" => "example by example: " + Figures(judged.Comparison!.Value),
        "draw" => "no example decided: a draw, for which a stand-in is posed once",
        "scalar_guard" => "better example by example, but not in the loss of the whole task",
        "unpairable" => "the losses of single examples are of different examples",
        "margin" => $"by {Number(Constants2026_10.RelativeMargin * 100)} % of the boss's result",
        _ => "only one side has a result, or none",
    };

    static string Figures(JsonElement compared)
    {
        double Of(string name) => compared.GetProperty(name).GetDouble();
        return $"{Of("challengerWins")} won, {Of("bossWins")} lost of {Of("examples")}; surely at least "
            + $"{Number(Of("winRateBound"))} of the decided ({Number(Constants2026_10.WinRateBound)} needed), mean gap "
            + $"{Number(Of("meanGapBound"))} ({Number(Of("requiredGap"))} needed)";
    }

    static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
