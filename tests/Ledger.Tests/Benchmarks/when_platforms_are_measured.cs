using Gradients.Ledger.Benchmarks;

namespace Gradients.Ledger.Tests.Benchmarks;

public sealed class when_platforms_are_measured : TournamentSpec
{
    const string Task = "benchmark/law-questions";

    static readonly BenchmarkMeasured Own = new(
        "sha256:1", "sha256:2", BenchmarkKind.Rag, BenchmarkMeasure.Loss, "base-7b", "sha256:3", "gradients", 0.5);

    static readonly BenchmarkMeasured Other = Own with { OutputDigest = null, Platform = "platform-a", Value = 0.75 };

    static Story Measured() => new Story().On(Task).And(Own);

    [Fact]
    public void each_is_measured_once_on_a_task()
    {
        Given(new Story().On(Task)).When(Own).Then(Own);
        Given(Measured()).When(Other).Then(Other);
        Given(Measured()).When(Own with { Value = 0.4 }).Then(Refused("already_measured"));
    }

    [Fact]
    public void the_same_platform_is_measured_on_another_task_too() =>
        Given(Measured().On("benchmark/other")).When(Own).Then(Own);

    [Fact]
    public void all_train_the_same_model_on_the_same_data_and_are_measured_alike()
    {
        Given(Measured()).When(Other with { Model = "base-70b" }).Then(Refused("benchmark_differs"));
        Given(Measured()).When(Other with { DatasetDigest = "sha256:9" }).Then(Refused("benchmark_differs"));
        Given(Measured()).When(Other with { HeldOutDigest = "sha256:9" }).Then(Refused("benchmark_differs"));
        Given(Measured()).When(Other with { Kind = BenchmarkKind.Math }).Then(Refused("benchmark_differs"));
        Given(Measured()).When(Other with { Measure = BenchmarkMeasure.Score }).Then(Refused("benchmark_differs"));
    }

    [Fact]
    public void a_platform_may_give_nothing_that_can_be_evaluated()
    {
        var nothing = Other with { Value = double.NaN };
        Given(Measured()).When(nothing).Then(nothing);
    }

    [Fact]
    public void nothing_may_be_left_open()
    {
        foreach (var open in new[]
        {
            Other with { Platform = "" }, Other with { Model = "" }, Other with { DatasetDigest = "" },
            Other with { HeldOutDigest = "" },
        })
            Given(Measured()).When(open).Then(Refused("benchmark_incomplete"));
    }

    [Fact]
    public void a_benchmark_has_a_stream_of_its_own_kind()
    {
        Given(new Story().On(Spring)).When(Own).Then(Refused("stream_malformed"));
        Given(new Story().On("benchmark/")).When(Own).Then(Refused("stream_malformed"));
        Given(new Story().On("benchmark/a b")).When(Own).Then(Refused("stream_malformed"));
    }
}
