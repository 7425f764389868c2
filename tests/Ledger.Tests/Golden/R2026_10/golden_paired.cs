using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_paired(ITestOutputHelper output) : Family2026_10("paired", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var fingerprints = given.GetProperty("fp");
        var boss = Vector(given.GetProperty("boss"), fingerprints[0]);
        var challenger = Vector(given.GetProperty("chal"), fingerprints[1]);
        if (expected.TryGetProperty("comparison", out var comparison))
            CheckComparison(comparison, PairedComparison.Of(boss!.Losses.AsSpan(), challenger!.Losses.AsSpan()));

        var verdict = TaskVerdict.Of(
            Kind(given.GetProperty("type")), Number(given.GetProperty("boss_loss"))!.Value,
            Number(given.GetProperty("chal_loss"))!.Value, boss, challenger);
        var wanted = expected.GetProperty("verdict");
        Same(wanted.GetProperty("winner").GetString() == "challenger", verdict.ChallengerWon);
        Same(wanted.GetProperty("draw").GetBoolean(), verdict.IsDraw);
        Same(wanted.GetProperty("how").GetString(), Word(verdict.How));
    }

    void CheckComparison(JsonElement expected, PairedComparison actual)
    {
        Same(expected.GetProperty("examples").GetInt32(), actual.Examples);
        Same(expected.GetProperty("decided").GetInt32(), actual.Decided);
        Same(expected.GetProperty("chal_wins").GetInt32(), actual.ChallengerWins);
        Same(expected.GetProperty("boss_wins").GetInt32(), actual.BossWins);
        SameNumber(expected.GetProperty("win_rate"), actual.WinRate);
        SameNumber(expected.GetProperty("win_rate_lb"), actual.WinRateBound);
        SameNumber(expected.GetProperty("mean_gap"), actual.MeanGap);
        SameNumber(expected.GetProperty("mean_gap_lb"), actual.MeanGapBound);
        SameNumber(expected.GetProperty("required_gap"), actual.RequiredGap);
        Same(expected.GetProperty("chal_won").GetBoolean(), actual.ChallengerWon);
        Same(expected.GetProperty("draw").GetBoolean(), actual.IsDraw);
        var bar = JsonNamingPolicy.SnakeCaseLower.ConvertName(actual.Bar.ToString());
        Same(expected.GetProperty("bar").GetString(), bar);
    }

    internal static string Word(VerdictPath how)
    {
        return JsonNamingPolicy.SnakeCaseLower.ConvertName(how.ToString());
    }
}
