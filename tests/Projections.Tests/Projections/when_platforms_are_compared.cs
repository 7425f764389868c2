using Gradients.Ledger.Benchmarks;
using Gradients.Ledger.Commands;

namespace Gradients.Projections.Tests;

public sealed class when_platforms_are_compared
{
    static Story Measure(
        Story story, string task, string platform, double value, BenchmarkKind kind = BenchmarkKind.Rag,
        BenchmarkMeasure measure = BenchmarkMeasure.Loss) =>
        story.Send($"benchmark/{task}", new Report(
            new BenchmarkMeasured("sha256:1", "sha256:2", kind, measure, "base", null, platform, value)));

    static Story Three(double own, double a, double b, BenchmarkMeasure measure = BenchmarkMeasure.Loss)
    {
        var story = Measure(new Story(), "one", "gradients", own, measure: measure);
        return Measure(Measure(story, "one", "a", a, measure: measure), "one", "b", b, measure: measure);
    }

    [Fact]
    public void the_median_is_that_of_the_others()
    {
        var row = Three(0.5, 0.75, 1.25).Row("benchmark_results", "one", "gradients");
        Assert.Equal(1.0, row["median_of_others"]);
        Assert.Equal(0.5, row["above_median"]); // (1 - 0.5) / 1
        Assert.Equal(2L, row["measured_position"]);
        Assert.Equal(4L, row["position"]); // moved by the two results that came after
    }

    [Fact]
    public void a_score_is_better_where_it_is_larger()
    {
        var story = Three(0.75, 0.5, 0.5, BenchmarkMeasure.Score);
        Assert.Equal(0.5, story.Row("benchmark_results", "one", "gradients")["above_median"]);
        Assert.Equal(1.0, story.Row("benchmark_pairs", "gradients", "a")["win_rate"]);
        Assert.Equal(0.0, story.Row("benchmark_pairs", "a", "gradients")["win_rate"]);
        Assert.Equal(1, story.Row("benchmark_pairs", "a", "b")["ties"]);
    }

    [Fact]
    public void a_pair_counts_the_tasks_on_which_both_were_measured()
    {
        var story = Three(0.5, 1.0, 1.0);
        Measure(Measure(story, "two", "gradients", 0.75), "two", "a", 0.5);
        Measure(story, "three", "gradients", 0.1);
        var pair = story.Row("benchmark_pairs", "gradients", "a");
        Assert.Equal((2, 1, 0), (pair["tasks"], pair["wins"], pair["ties"]));
        Assert.Equal(0.5, pair["win_rate"]);
        Assert.Equal(0.0, pair["improvement"]); // half better, half worse
        Assert.Equal(1, story.Row("benchmark_pairs", "gradients", "b")["tasks"]);
    }

    [Fact]
    public void a_kind_has_the_mean_over_its_tasks()
    {
        var story = Three(0.5, 1.0, 1.0);
        Measure(Measure(story, "two", "gradients", 0.75), "two", "a", 1.0);
        Measure(Measure(story, "code", "gradients", 1.5, BenchmarkKind.Code), "code", "a", 1.0, BenchmarkKind.Code);
        Assert.Equal(0.375, story.Row("benchmark_kinds", "gradients", "rag")["above_median"]);
        Assert.Equal(-0.5, story.Row("benchmark_kinds", "gradients", "code")["above_median"]);
        Assert.Equal(2, story.Row("benchmark_kinds", "gradients", "rag")["tasks"]);
    }

    [Fact]
    public void who_gives_nothing_loses_and_has_no_distance()
    {
        var story = Three(0.5, double.NaN, double.NaN);
        Assert.Equal(1.0, story.Row("benchmark_pairs", "gradients", "a")["win_rate"]);
        Assert.Null(story.Row("benchmark_pairs", "gradients", "a")["improvement"]);
        Assert.Equal(1, story.Row("benchmark_pairs", "a", "b")["ties"]);
        Assert.Null(story.Row("benchmark_results", "one", "gradients")["above_median"]);
        Assert.Equal(0, story.Row("benchmark_kinds", "gradients", "rag")["compared"]);
    }

    [Fact]
    public void the_order_of_reports_is_of_no_consequence()
    {
        (string Task, string Platform, double Value)[] results =
        [
            ("x", "gradients", 0.3), ("x", "a", 0.7), ("x", "b", 0.1), ("y", "gradients", 0.7), ("y", "a", 0.2),
            ("z", "b", 0.9), ("z", "gradients", 0.6), ("z", "a", 1.1),
        ];
        var (there, back) = (new Story(), new Story());
        foreach (var (task, platform, value) in results)
            Measure(there, task, platform, value);
        foreach (var (task, platform, value) in results.Reverse())
            Measure(back, task, platform, value);
        foreach (var table in new[] { "benchmark_pairs", "benchmark_kinds" })
            Assert.Equal(
                there.Tables.Rows(table).Select(row => row.Values[..^1].ToArray()),
                back.Tables.Rows(table).Select(row => row.Values[..^1].ToArray()));
    }
}
