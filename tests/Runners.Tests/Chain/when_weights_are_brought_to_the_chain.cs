using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Weights;
using Gradients.Runners.Chain;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Chain;

public sealed class when_weights_are_brought_to_the_chain : SubmissionSpec
{
    [Fact]
    public async Task every_step_is_recorded()
    {
        var result = await SubmitAsync();
        Assert.True(result.End == SubmissionEnd.Stored, result.Says);
        Assert.Equal(
            [typeof(WeightsDerived), typeof(WeightsSubmitted), typeof(WeightsIncluded), typeof(WeightsObservedOnChain)],
            Steps.Select(e => e.GetType()));
        var seen = Ledger.Events.Select(e => e.Event).OfType<MetagraphObserved>().Single();
        Assert.Equal(3, seen.Block);
        Assert.Equal([3L, 0L, 0L], Ledger.Events.Select(e => e.Event).OfType<NeuronsObserved>().Single()
            .LastUpdates.Insert(0, seen.Block!.Value).RemoveAt(3));
        var observed = Lane.Observed!.Fact;
        Assert.Equal((1L, 4L), (observed.Uid, observed.Block));
        Assert.Equal([65535L], observed.Weights);
    }

    [Fact]
    public async Task it_works_over_http_too() =>
        Assert.Equal(SubmissionEnd.Stored, (await SubmitAsync(node: Node.Http)).End);

    [Fact]
    public async Task a_rehearsal_records_and_sends_nothing()
    {
        var (plan, _) = await Planner(Reader()).PlanAsync(rehearse: true, None);
        Assert.Equal("set_weights", plan!.Fact.Call);
        Assert.Equal([0], plan.Uids.Select(uid => (int)uid));
        Assert.Single(Ledger.Events);
        Assert.DoesNotContain(Node.Calls, c => c.Method.StartsWith("author", StringComparison.Ordinal));
    }

    [Fact]
    public async Task an_epoch_is_signed_for_once()
    {
        await SubmitAsync();
        Assert.Equal(SubmissionEnd.NothingDue, (await SubmitAsync()).End);
        Assert.Equal(1, Signatures);
    }

    /// <summary>The process died after recording and before or after sending: the chain tells which.</summary>
    [Fact]
    public async Task a_crash_before_sending_is_waited_out()
    {
        var broken = new ExternalSigner(["/bin/sh", "-c", "echo no key today >&2; exit 3"], TimeSpan.FromSeconds(20));
        var refused = await Assert.ThrowsAsync<SignerRefusal>(() => SubmitAsync(broken));
        Assert.Contains("no key today", refused.Message, StringComparison.Ordinal);
        Assert.True(Lane.Last!.IsOpen);
        Fake.AddEmpty(8);
        Assert.Equal(SubmissionEnd.Stored, (await SubmitAsync()).End);
        Assert.Single(Steps.OfType<WeightsExpired>());
        Assert.Equal(2, Signatures);
    }

    [Fact]
    public async Task a_crash_after_sending_is_found_on_the_chain()
    {
        var broken = new ExternalSigner(["/bin/sh", "-c", "exit 3"], TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<SignerRefusal>(() => SubmitAsync(broken));
        var chain = Reader();
        var subnet = await SubnetReader.LatestAsync(chain, 1, None);
        var (fact, row) = (Lane.Last!.Fact, Lane.Last.Row);
        var sent = Ledger_Extrinsic(subnet, Planner(chain).Call(subnet.Runtime.Metadata, fact, row), (uint)fact.Nonce);
        Included(sent);
        Assert.Equal(SubmissionEnd.Stored, (await SubmitAsync()).End);
        Assert.Equal(1, Signatures);
    }

    static string Ledger_Extrinsic(SubnetReader subnet, byte[] call, uint nonce) =>
        Gradients.Ledger.Chain.HexBytes.Write(Gradients.Ledger.Chain.UnsignedExtrinsic.Of(
            subnet.Runtime.Metadata, subnet.Runtime.Terms, call, Gradients.Ledger.Chain.Era.BornAt(subnet.At.Number, 8),
            new byte[32], nonce).Sign(SubnetReader.Account(Alice), new byte[64]));

    [Fact]
    public async Task a_lost_answer_is_no_reason_to_sign_again()
    {
        Node.Reply = (method, reply) =>
        {
            if (method != "author_submitAndWatchExtrinsic")
                return reply;
            Node.HangUp(); // It arrived, and nobody says so.
            return null;
        };
        Assert.Equal(SubmissionEnd.Stored, (await SubmitAsync()).End);
        Assert.Equal(1, Signatures);
        Assert.Contains(Said, s => s.Contains("will be seen on the chain", StringComparison.Ordinal));
    }

    [Fact]
    public async Task a_block_that_is_taken_back_does_not_count()
    {
        Fake.Submitted = extrinsic =>
        {
            var first = Fake.Add([extrinsic], EventsOf(26), Subnet.Weights(1, (2, 1)));
            Fake.Orphan();
            Fake.Add([]);
            return [Json($$"""{"inBlock":"{{first.Hash}}"}"""), Json($$"""{"retracted":"{{first.Hash}}"}"""),
                .. Included(extrinsic)];
        };
        Assert.Equal(SubmissionEnd.Stored, (await SubmitAsync()).End);
        Assert.Equal(5, Steps.OfType<WeightsIncluded>().Single().Block);
    }

    [Fact]
    public async Task an_era_that_passes_is_an_outcome_of_its_own()
    {
        Fake.Submitted = _ =>
        {
            Fake.AddEmpty(9);
            return [Json("""{"ready":null}""")];
        };
        Assert.Equal(SubmissionEnd.Expired, (await SubmitAsync()).End);
        Assert.Single(Steps.OfType<WeightsExpired>());
    }

    [Theory]
    [InlineData("{\"invalid\":{\"custom\":6}}", "rate limited")]
    [InlineData("Invalid Transaction: Custom error: 1", "stake too low")]
    [InlineData("{\"invalid\":{\"badProof\":null}}", "bad signature")]
    [InlineData("{\"invalid\":{\"stale\":null}}", "stale")]
    [InlineData("something new", "something new")]
    public async Task the_pools_refusal_is_told_in_words(string said, string means)
    {
        Fake.Submitted = _ => throw new NodeErrorException(1010, said);
        var result = await SubmitAsync();
        Assert.Equal(SubmissionEnd.RefusedByPool, result.End);
        Assert.Contains(means, result.Says, StringComparison.Ordinal);
        Assert.True(Lane.Last!.IsOpen);
    }

    [Fact]
    public async Task a_failure_inside_the_block_is_named()
    {
        Fake.Submitted = extrinsic =>
        {
            Fake.Add([extrinsic], EventsOf(33));
            Fake.FinalizeHead();
            return [];
        };
        var result = await SubmitAsync();
        Assert.Equal(SubmissionEnd.Failed, result.End);
        Assert.Contains("SettingWeightsTooFast", result.Says, StringComparison.Ordinal);
        Assert.Equal("SubtensorModule.SettingWeightsTooFast", Steps.OfType<WeightsIncluded>().Single().Error);
    }

    [Fact]
    public async Task another_row_on_the_chain_is_a_divergence()
    {
        Fake.Submitted = extrinsic => Included(extrinsic, (0, 65535), (2, 1));
        Assert.Equal(SubmissionEnd.Diverged, (await SubmitAsync()).End);
        Assert.Equal([new(0, 1, 2)], Steps.OfType<WeightsDiverged>().Single().Differences);
    }

    [Fact]
    public async Task the_rate_limit_is_foreseen()
    {
        Fake.AddEmpty(20);
        Subnet.Set(Subnet.Number("WeightsSetRateLimit", 100, 8), Subnet.LastUpdate(0, 10, 0));
        var result = await SubmitAsync();
        Assert.Equal(SubmissionEnd.NotSent, result.End);
        Assert.Contains("rate limited", result.Says, StringComparison.Ordinal);
        Assert.Contains("85 are left", result.Says, StringComparison.Ordinal);
        Assert.Equal(0, Signatures);
    }

    [Theory]
    [InlineData("MinAllowedWeights", 2, "wants 2 at least")]
    [InlineData("MaxWeightsLimit", 1000, "above the subnet's limit")]
    public async Task a_row_the_chain_would_not_take_is_not_sent(string item, ulong value, string reason)
    {
        Subnet.Set(Subnet.Number(item, value, 2));
        var result = await SubmitAsync();
        Assert.Equal(SubmissionEnd.NotSent, result.End);
        Assert.Contains(reason, result.Says, StringComparison.Ordinal);
        Assert.Equal(0, Signatures);
    }

    [Fact]
    public async Task a_stranger_and_one_without_a_permit_are_told_so()
    {
        Subnet.Set((Subnet.Key("ValidatorPermit"), "0x0c010001"));
        Assert.Contains("no validator's permit", (await SubmitAsync()).Says, StringComparison.Ordinal);
        Subnet.Set((Subnet.Key("Uids", FakeSubnet.Account(Alice.Text)), null));
        Assert.Contains("not registered", (await SubmitAsync()).Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_commit_is_revealed_one_epoch_later()
    {
        Subnet.Set(Subnet.Flag("CommitRevealWeightsEnabled", true), Subnet.Number("Tempo", 9, 2));
        var committed = await SubmitAsync();
        Assert.True(committed.End == SubmissionEnd.Committed, committed.Says);
        Assert.Equal(SubmissionEnd.NothingDue, (await SubmitAsync()).End);
        Fake.AddEmpty(10);
        var revealed = await SubmitAsync();
        Assert.True(revealed.End == SubmissionEnd.Stored, revealed.Says);
        Assert.Equal(["commit_weights", "reveal_weights"], Steps.OfType<WeightsSubmitted>().Select(s => s.Call));
        Assert.Equal(Steps.OfType<WeightsSubmitted>().First().Salt, Steps.OfType<WeightsSubmitted>().Last().Salt);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void commits_encrypted_to_a_time_are_refused(ulong version)
    {
        var terms = new SubnetTerms(1, true, 0, 0, 360, 0, 65535, 0, true, version, 1);
        Assert.Contains($"version {version}", terms.Hindrance(Alice, 1), StringComparison.Ordinal);
        Assert.Null((terms with { CommitReveal = false }).Hindrance(Alice, 1));
        Assert.Null((terms with { CommitRevealVersion = 2 }).Hindrance(Alice, 1));
    }
}
