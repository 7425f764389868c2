using Gradients.Ledger.Metagraphs;

namespace Gradients.Ledger.Tests.WeightSettings;

public sealed class when_a_metagraph_is_observed : WeightSpec
{
    [Fact]
    public void it_is_recorded_with_its_block() =>
        Given()
            .When(Subnet, new MetagraphObserved(5_000, new string('a', 64), [Placeholder, Bob]))
            .Then(new MetagraphObserved(5_000, new string('a', 64), [Placeholder, Bob]));

    [Fact]
    public void block_and_hash_may_be_unknown() =>
        Given()
            .When(Subnet, new MetagraphObserved(null, null, [Placeholder]))
            .Then(new MetagraphObserved(null, null, [Placeholder]));

    [Fact]
    public void hotkeys_of_older_days_are_taken_as_they_are() =>
        Given()
            .When(Subnet, new MetagraphObserved(1, null, [new("miner-7")]))
            .Then(new MetagraphObserved(1, null, [new("miner-7")]));

    [Fact]
    public void it_is_not_empty() =>
        Given().When(Subnet, new MetagraphObserved(1, null, [])).Then(Refused("metagraph_malformed"));

    [Fact]
    public void uids_have_sixteen_bits() =>
        Given()
            .When(Subnet, new MetagraphObserved(1, null, [.. Enumerable.Repeat(Bob, 65_537)]))
            .Then(Refused("metagraph_malformed"));

    [Fact]
    public void blocks_count_from_zero() =>
        Given().When(Subnet, new MetagraphObserved(-1, null, [Bob])).Then(Refused("metagraph_malformed"));

    [Theory]
    [InlineData("metagraph/")]
    [InlineData("metagraph/65536")]
    [InlineData("metagraph/00")]
    [InlineData("metagraph/99999999999999999999")]
    [InlineData("weights/56")]
    [InlineData("rulebook")]
    public void it_stands_in_a_stream_of_its_subnet(string stream) =>
        Given().When(stream, new MetagraphObserved(1, null, [Bob])).Then(Refused("stream_malformed"));

    [Fact]
    public void an_auditor_refuses_a_stream_without_a_name() =>
        Assert.Equal("stream_malformed", LedgerRules.Forbid(
            LedgerState.Empty, "metagraph/", new MetagraphObserved(1, null, [Bob]))?.Code);

    [Fact]
    public void a_hotkey_seen_twice_is_at_its_last_uid()
    {
        var setting = Setting(a_ledger_with_rules().On(Subnet).And(Nodes(Placeholder, Bob, Placeholder)));
        Assert.Equal([2L], setting.Uids);
    }
}
