using Gradients.Ledger.Weights;

namespace Gradients.Ledger.Tests.WeightSettings;

/// <summary>From a derived row to the chain: a setting at some position, and epoch 10 of the subnet.</summary>
public sealed class when_weights_are_submitted : WeightSpec
{
    static readonly string Hash = new('a', 64);
    static readonly string Other = new('b', 64);

    /// <summary>A ledger with one derived row, told on the stream of weights.</summary>
    static Story Derived() => A_ledger().On(Weights).Asked(Derive);

    static long Setting_(Story story) => story.State.Lane(Weights).Derived!.Position;

    static WeightsSubmitted Sent(
        Story story, long epoch = 10, long birth = 1_000, string call = SubmitWeights.Set, params long[] salt) =>
        new(call, Setting_(story), epoch, birth, Hash, 8, 3, [.. salt], Alice, 0);

    static Story Submitted(Story? story = null, long epoch = 10, string call = SubmitWeights.Set, params long[] salt)
    {
        story ??= Derived();
        return story.And(Sent(story, epoch, call: call, salt: salt));
    }

    static Story Included(Story story, string? error = null) =>
        story.And(new WeightsIncluded(1_003, Hash, error, 2, story.State.Head));

    [Fact]
    public void the_latest_row_is_what_is_sent()
    {
        var story = Derived();
        Given(story).When(Sent(story)).Then(Sent(story));
        var older = Sent(story);
        story.Asked(Derive);
        Given(story).When(older).Then(Refused("derivation_not_latest"));
    }

    [Fact]
    public void there_has_to_be_a_row() =>
        Given(A_ledger().On(Weights))
            .When(new WeightsSubmitted(SubmitWeights.Set, 5, 10, 1, Hash, 8, 0, [], Alice, 0))
            .Then(Refused("derivation_not_latest"));

    /// <summary>A crash after this point must not lead to a second signature.</summary>
    [Fact]
    public void nothing_else_is_sent_before_its_outcome_is_known()
    {
        var story = Submitted();
        Given(story).When(Sent(story, epoch: 11)).Then(Refused("submission_open"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("SubtensorModule.SettingWeightsTooFast")]
    public void an_epoch_has_one_signature(string? error)
    {
        var story = Included(Submitted(), error);
        Given(story).When(Sent(story)).Then(Refused("epoch_taken"));
        Given(story).When(Sent(story, epoch: 11)).Then(Sent(story, epoch: 11));
    }

    [Fact]
    public void an_expired_one_leaves_its_epoch_free()
    {
        var story = Submitted();
        Given(story).When(new WeightsExpired(1_006, Hash, story.State.Head)).Then(Refused("era_not_over"));
        story.And(new WeightsExpired(1_007, Hash, story.State.Head));
        Given(story).When(Sent(story)).Then(Sent(story));
    }

    [Fact]
    public void it_is_included_within_its_era_and_once()
    {
        var story = Submitted();
        var submission = story.State.Head;
        Given(story).When(new WeightsIncluded(1_000, Hash, null, 0, submission)).Then(Refused("block_outside_era"));
        Given(story).When(new WeightsIncluded(1_008, Hash, null, 0, submission)).Then(Refused("block_outside_era"));
        Given(story).When(new WeightsIncluded(1_003, Hash, null, 0, 1)).Then(Refused("submission_not_open"));
        Given(story).When(new WeightsIncluded(1_003, "0x12", null, 0, submission)).Then(Refused("hash_malformed"));
        Included(story);
        Given(story).When(new WeightsIncluded(1_004, Other, null, 0, submission)).Then(Refused("submission_not_open"));
        Given(story).When(new WeightsExpired(1_010, Other, submission)).Then(Refused("submission_not_open"));
    }

    [Theory]
    [InlineData("burn_weights", 0, "call_unknown")]
    [InlineData(SubmitWeights.Set, 1, "submission_malformed")]
    [InlineData(SubmitWeights.Commit, 0, "submission_malformed")]
    public void calls_and_their_salt_are_checked(string call, int salts, string code)
    {
        var story = Derived();
        Given(story).When(Sent(story, call: call, salt: [.. Enumerable.Repeat(1L, salts)])).Then(Refused(code));
    }

    [Fact]
    public void a_commit_is_revealed_later_with_its_own_row_and_salt()
    {
        var story = Included(Submitted(null, 10, SubmitWeights.Commit, 1, 2));
        var committed = Setting_(story);
        var reveal = Sent(story, 11, call: SubmitWeights.Reveal, salt: [1, 2]);
        story.Asked(Derive);
        Given(story).When(reveal with { Salt = [1, 3] }).Then(Refused("commit_missing"));
        Given(story).When(reveal with { Derivation = Setting_(story) }).Then(Refused("commit_missing"));
        Included(story.And(reveal));
        Assert.Null(story.State.Lane(Weights).Unrevealed);
        Assert.Equal(committed, story.State.Lane(Weights).Expected!.Position);
        Given(story).When(reveal with { Epoch = 12 }).Then(Refused("commit_missing"));
    }

    [Fact]
    public void without_a_commit_there_is_nothing_to_reveal()
    {
        var story = Included(Submitted());
        Given(story).When(Sent(story, 11, call: SubmitWeights.Reveal, salt: [1])).Then(Refused("commit_missing"));
    }

    static WeightsObservedOnChain Seen(Story story, long change = 0)
    {
        var row = story.State.Lane(Weights).Expected!;
        return new(1_003, Hash, 1, row.Uids, Alice, row.Weights.SetItem(0, row.Weights[0] + change));
    }

    [Fact]
    public void the_row_on_the_chain_is_compared_with_the_one_sent()
    {
        var story = Included(Submitted());
        var derivation = Setting_(story);
        Given(story).When(new CompareWeights()).Then(Refused("weights_unobserved"));
        story.And(Seen(story)).Asked(Derive);
        Given(story).When(new CompareWeights()).Then(Refused("weights_equal"));
        story.And(Seen(story, -1));
        Given(story).When(new CompareWeights())
            .Then(new WeightsDiverged(derivation, [new(65_535, 65_534, 0)], story.State.Head));
    }

    [Fact]
    public void a_row_that_cannot_be_is_refused()
    {
        var story = Included(Submitted());
        Given(story).When(Seen(story, 1)).Then(Refused("row_malformed"));
        Given(story).When(Seen(story) with { Uids = [] }).Then(Refused("row_malformed"));
    }

    [Fact]
    public void an_alarm_is_one_that_watchers_know_and_says_what_was_seen()
    {
        var raised = new WeightsAlarmRaised(WeightsAlarmRaised.NotSet, 1_000, Hash, "weights were never set", Alice);
        Given(Derived()).When(raised).Then(raised);
        Given(Derived()).When(raised with { Alarm = "boredom" }).Then(Refused("alarm_unknown"));
        Given(Derived()).When(raised with { Says = "" }).Then(Refused("alarm_malformed"));
        Given(Derived()).When(raised with { Says = new('x', 1_001) }).Then(Refused("alarm_malformed"));
        Given(Derived()).When(raised with { Block = -1 }).Then(Refused("alarm_malformed"));
        Given(Derived()).When(raised with { BlockHash = "0x" }).Then(Refused("hash_malformed"));
    }

    [Fact]
    public void an_alarm_changes_nothing_about_what_is_sent()
    {
        var story = Submitted();
        var before = story.State.Lane(Weights);
        story.And(new WeightsAlarmRaised(WeightsAlarmRaised.Copied, 1_002, Hash, "uid 7 stores the same row", Alice));
        Assert.Equal(before, story.State.Lane(Weights));
    }
}
