using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Tournaments;
using static Gradients.Projections.Tests.Golden.RecordedCase;

namespace Gradients.Projections.Tests.Golden.R2026_10;

/// <summary>Losses of single examples become a recorded comparison with all its figures.</summary>
public sealed class recorded_paired(ITestOutputHelper output) : RecordedFamily("paired", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var story = Final(TournamentType.Text);
        story.Pose(Id, "task", 0, [Opponent, Boss], (TaskType)Kind(given.GetProperty("type")));
        story.Measure(Id, "task", Boss, Number(given.GetProperty("boss_loss"))!.Value);
        story.Measure(Id, "task", Opponent, Number(given.GetProperty("chal_loss"))!.Value);
        Examples(story, "task", Boss, Vector(given.GetProperty("boss"), given.GetProperty("fp")[0]));
        Examples(story, "task", Opponent, Vector(given.GetProperty("chal"), given.GetProperty("fp")[1]));
        story.Decide(Id, "task");

        var judged = Last<BossTaskJudged>(story);
        var verdict = expected.GetProperty("verdict");
        Same(verdict.GetProperty("winner").GetString() == "challenger", judged.Holder.Text == Opponent);
        Same(verdict.GetProperty("how").GetString(), JsonNamingPolicy.SnakeCaseLower.ConvertName($"{judged.How}"));
        Same(verdict.GetProperty("draw").GetBoolean(), judged.How == JudgedBy.Draw);
        if (judged.Comparison is { } compared)
            CheckComparison(expected.GetProperty("comparison"), compared);
        Audited(story);
    }

    void CheckComparison(JsonElement expected, ComparedExamples compared)
    {
        Same(expected.GetProperty("examples").GetInt32(), compared.Examples);
        Same(expected.GetProperty("chal_wins").GetInt32(), compared.ChallengerWins);
        Same(expected.GetProperty("boss_wins").GetInt32(), compared.BossWins);
        SameNumber(expected.GetProperty("win_rate"), compared.WinRate);
        SameNumber(expected.GetProperty("win_rate_lb"), compared.WinRateBound);
        SameNumber(expected.GetProperty("mean_gap"), compared.MeanGap);
        SameNumber(expected.GetProperty("mean_gap_lb"), compared.MeanGapBound);
        SameNumber(expected.GetProperty("required_gap"), compared.RequiredGap);
    }
}

/// <summary>The bounds of the bootstrap, from vectors of up to a thousand examples.</summary>
public sealed class recorded_bootstrap_bounds(ITestOutputHelper output) : RecordedFamily("bootstrap_trace", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var story = Final(TournamentType.Text);
        story.Pose(Id, "task", 0, [Opponent, Boss], TaskType.DpoTask);
        story.Measure(Id, "task", Boss, 1.0).Measure(Id, "task", Opponent, 1.0);
        story.Tell(Id, new ExampleLossesMeasured(null, 0, new(Boss), Losses(given.GetProperty("boss")), "task"));
        story.Tell(Id, new ExampleLossesMeasured(null, 0, new(Opponent), Losses(given.GetProperty("chal")), "task"));
        story.Decide(Id, "task");

        var compared = Last<BossTaskJudged>(story).Comparison!;
        SameNumber(expected.GetProperty("win_rate_lb"), compared.WinRateBound);
        SameNumber(expected.GetProperty("mean_gap_lb"), compared.MeanGapBound);
        Audited(story);
    }

    static ImmutableArray<double> Losses(JsonElement losses) => List(losses, loss => Number(loss)!.Value);
}

/// <summary>One hundredth better, of a score or of a loss.</summary>
public sealed class recorded_relative_margin(ITestOutputHelper output) : RecordedFamily("relative_margin", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var story = Final(TournamentType.Text);
        var isScore = given.GetProperty("higher_is_better").GetBoolean();
        story.Pose(Id, "task", 0, [Opponent, Boss], isScore ? TaskType.GrpoTask : TaskType.InstructTextTask);
        story.Measure(Id, "task", Boss, Number(given.GetProperty("boss"))!.Value);
        story.Measure(Id, "task", Opponent, Number(given.GetProperty("chal"))!.Value);
        story.Decide(Id, "task").CloseRound(Id);

        Same(JudgedBy.Margin, Last<BossTaskJudged>(story).How);
        Same(expected.GetBoolean(), Last<BossTaskJudged>(story).Holder.Text == Opponent, given.ToString());
        Same(expected.GetBoolean(), Last<RoundClosed>(story).Advanced[0].Text == Opponent, given.ToString());
        Audited(story);
    }
}
