using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_hours(ITestOutputHelper output) : Family2026_10("hours", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        if (given.TryGetProperty("images", out var images))
        {
            SameNumber(expected, TrainingHours.OfImages(images.GetInt32()), given.ToString());
            return;
        }
        var type = Kind(given.GetProperty("type"));
        var parameters = given.GetProperty("params").GetDouble();
        var measured = Number(given.GetProperty("measured"));
        var isContinuous = given.GetProperty("start").GetString() == "continuous_sft";
        var statistics = given.GetProperty("stats");
        SameNumber(expected.GetProperty("analytic_tokens_per_sec"), TrainingHours.AnalyticSpeed(parameters));
        SameNumber(expected.GetProperty("overhead"), TrainingHours.Overhead(parameters));
        SameNumber(
            expected.GetProperty("hours"),
            TrainingHours.Of(type, parameters, given.GetProperty("tokens").GetDouble(), measured, isContinuous));
        SameNumber(expected.GetProperty("grpo_hours"), TrainingHours.OfGrpo(parameters));
        SameNumber(
            expected.GetProperty("from_stats"),
            TrainingHours.FromStatistics(
                type, parameters, statistics[0].GetInt64(), statistics[1].GetInt64(),
                given.GetProperty("current_hours").GetDouble(), measured, isContinuous));
    }
}
