using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Weights;

namespace Gradients.Ledger.Tests.WeightSettings;

public sealed class when_the_pool_is_paid : TournamentSpec
{
    const long Hour = 3_600_000_000, Now = 1_751_371_200_000_000;
    const string Pool = "pool/56", Row = "weights/56";

    static Story Adopted(string rulebook = "pool-2025.06") => new Story()
        .On(Streams.Rulebook).Asked(new AdoptRulebook(rulebook))
        .On("metagraph/56").And(new MetagraphObserved(null, null, [Placeholder, Alice, Bob, Eve])).On(Pool);

    static PoolTaskPosed Task(string id, int hoursAgo, TaskType type = TaskType.DpoTask) =>
        new(Now - (hoursAgo * Hour), null, null, 4, false, "org/model-7b", 7_000_000_000, id, type);

    static PoolResultMeasured Result(
        string task, Hotkey hotkey, double loss, double? synthetic, string? hash = null, long? uploaded = null) =>
        new(true, hotkey, true, loss, hash, null, synthetic, task, uploaded);

    static Story Measured(string rulebook = "pool-2025.06") => Adopted(rulebook).And(
        Task("dpo", 2), Result("dpo", Alice, 0.5, 0.625), Result("dpo", Bob, 0.75, 0.5), Result("dpo", Eve, 1, null));

    [Fact]
    public void the_larger_of_two_losses_is_ranked_and_whoever_has_one_alone_gets_nothing() => Measured()
        .When(new ScorePoolTask("dpo")).Then(new PoolTaskScored(
            [
                new(0.625, Alice, "Ranked 1st by DPO loss (max test, synth + train)", 3),
                new(0.75, Bob, "Ranked below top 1 by DPO loss (max test, synth + train)", 0),
                new(null, Eve, "Outside of top-4 test doesn't get scored.", 0),
            ],
            "dpo"));

    [Theory]
    [InlineData("pool-2025.06", -1, 3)] // The earlier upload stays.
    [InlineData("pool-2025.07", 3, 0)] // Of two hashes the first of each stays.
    public void copies_are_dropped_by_the_rule_of_the_version(string rulebook, double alice, double bob) =>
        Adopted(rulebook).And(
                Task("dpo", 2), Result("dpo", Alice, 0.5, 0.5, "a", 20), Result("dpo", Bob, 0.5, 0.5, "b", 10))
            .When(new ScorePoolTask("dpo")).Then<PoolTaskScored>(scored =>
                Assert.Equal([alice, bob], scored.Rows.Select(row => row.Score)));

    [Fact]
    public void no_weights_are_derived_before_the_pool_was_read() =>
        Measured().Asked(new ScorePoolTask("dpo")).On(Row).When(new DeriveWeights()).Then(Refused("pool_not_read"));

    [Fact]
    public void half_of_everything_is_parked_in_july() => Measured("pool-2025.07")
        .Asked(new ScorePoolTask("dpo")).And(new PoolRead(Now)).On(Row)
        .When(new DeriveWeights()).Then<NodeWeightsDerived>(derived =>
        {
            Assert.Equal([0, 1], derived.Uids);
            Assert.Equal(0.5, derived.NodeWeights[0].Weight);
            Assert.Equal(RowOutcome.Row, derived.Outcome);
        });

    [Fact]
    public void a_week_without_results_sets_nothing_and_says_so() => Measured()
        .Asked(new ScorePoolTask("dpo")).And(new PoolRead(Now + (10 * 24 * Hour))).On(Row)
        .When(new DeriveWeights()).Then<NodeWeightsDerived>(derived =>
        {
            Assert.Equal(RowOutcome.Failed, derived.Outcome);
            Assert.Equal("NothingToSet", derived.Error);
            Assert.Empty(derived.Uids);
        });

    [Fact]
    public void what_is_over_takes_no_more_results() => Measured().Asked(new ScorePoolTask("dpo"))
        .When(Result("dpo", Placeholder, 1, 1)).Then(Refused("task_is_over"));

    [Fact]
    public void a_result_is_measured_once() =>
        Measured().When(Result("dpo", Bob, 1, 1)).Then(Refused("already_measured"));

    [Fact]
    public void the_clock_of_the_pool_does_not_go_back() =>
        Adopted().And(new PoolRead(Now)).When(new PoolRead(Now - 1)).Then(Refused("pool_read_later"));

    [Fact]
    public void later_rulebooks_have_no_pool() =>
        a_ledger_with_rules().On(Pool).When(Task("dpo", 1)).Then(Refused("no_pool"));

    [Fact]
    public void old_tasks_are_forgotten_when_the_pool_is_read()
    {
        var story = Adopted().And(Task("old", 24 * 29), Task("young", 24 * 27)).And(new PoolRead(Now));

        Assert.Equal(["young"], story.State.Pool(Pool).Tasks.Keys);
    }
}
