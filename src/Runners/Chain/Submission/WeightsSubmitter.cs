using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Chain;
using Gradients.Ledger.Weights;

namespace Gradients.Runners.Chain;

/// <summary>
/// Brings the latest weights onto the chain, or finishes what an earlier run began: recorded before it is signed,
/// followed
/// until it is final, and read back. Whatever happens in between, an epoch is never signed for twice, unless the first
/// signature has expired.
/// </summary>
/// <param name="say">Told each step.</param>
/// <param name="pause">Between two looks at the finalized head.</param>
public sealed class WeightsSubmitter(
    ChainReader chain, LedgerPort ledger, WeightsPlanner planner, ExternalSigner signer, ushort netuid,
    TimeSpan pause, Action<string> say)
{
    readonly string _stream = Streams.Weights(netuid);

    public async Task<SubmissionResult> SubmitAsync(CancellationToken cancel)
    {
        if (ledger.State.Lane(_stream).Last is { IsOpen: true } open)
        {
            say($"the submission at position {open.Position} has no outcome yet: looking for it on the chain");
            var before = await FollowAsync(open, null, cancel);
            if (before.End != SubmissionEnd.Expired)
                return before;
            say(before.Says);
        }
        var (plan, none) = await planner.PlanAsync(rehearse: false, cancel);
        if (plan is null)
            return none!;
        await ledger.RecordAsync(_stream,
            $"{plan.Fact.Call} of subnet {netuid} for epoch {plan.Fact.Epoch}, born in {plan.At.Hash}",
            new Report(plan.Fact));
        var submission = ledger.State.Lane(_stream).Last!;
        say($"{plan.Fact.Call} for epoch {plan.Fact.Epoch}: {plan.Uids.Length} entries, recorded at position "
            + $"{submission.Position}, to be included before block {plan.Fact.EraBirth + plan.Fact.EraPeriod}");
        var signature = await signer.SignAsync(plan.Extrinsic.Unhashed(), cancel);
        var signed = plan.Extrinsic.Sign(SubnetReader.Account(plan.Fact.Validator), signature);
        var (news, refused) = await SendAsync(signed, cancel);
        return refused ?? await FollowAsync(submission, news, cancel);
    }

    async Task<(RpcSubscription? News, SubmissionResult? Refused)> SendAsync(byte[] signed, CancellationToken cancel)
    {
        var hex = HexBytes.Write(signed);
        try
        {
            var news = await chain.Client.SubscribeOnceAsync("author_submitAndWatchExtrinsic", [hex], cancel);
            if (news is null)
                await chain.Client.CallOnceAsync("author_submitExtrinsic", [hex], cancel);
            say("the node took it");
            return (news, null);
        }
        catch (RpcRefused refused)
        {
            return (null, new(SubmissionEnd.RefusedByPool,
                $"the node refused it: {PoolErrors.Explain(refused)}. Its epoch is "
                + "free again when its era has passed"));
        }
        catch (RpcUnreachable gone)
        {
            // It may have arrived all the same: the chain itself will tell.
            say($"{gone.Message}; whether it arrived will be seen on the chain");
            return (null, null);
        }
    }

    /// <summary>Looks through the finalized blocks of the era until it is there, or can be there no more.</summary>
    async Task<SubmissionResult> FollowAsync(Submission submission, RpcSubscription? news, CancellationToken cancel)
    {
        var fact = submission.Fact;
        var next = (ulong)fact.EraBirth + 1;
        var death = (ulong)(fact.EraBirth + fact.EraPeriod);
        using var told = new SemaphoreSlim(0);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var listening = news is null ? Task.CompletedTask : ListenAsync(news, told, ended.Token);
        try
        {
            while (true)
            {
                var final = await chain.FinalizedAsync(cancel);
                for (; next <= final.Number && next < death; next++)
                    if (await FindAsync(submission, next, cancel) is { } found)
                        return await IncludedAsync(submission, found.Block, found.Index, cancel);
                if (final.Number + 1 >= death)
                    return await ExpiredAsync(submission, final);
                await told.WaitAsync(pause, cancel);
            }
        }
        finally
        {
            await ended.CancelAsync();
            await listening;
        }
    }

    /// <summary>News only hasten the next look: what counts is what finalized blocks hold.</summary>
    async Task ListenAsync(RpcSubscription news, SemaphoreSlim told, CancellationToken cancel)
    {
        try
        {
            await foreach (var status in news.NewsAsync(cancel))
            {
                say($"the node says {status.GetRawText()}");
                if (status.ValueKind == JsonValueKind.Object && status.TryGetProperty("finalized", out _))
                    told.Release();
            }
        }
        catch (Exception over) when (over is RpcFault or OperationCanceledException)
        {
            // The connection broke, or the answer is known.
        }
    }

    async Task<(PinnedBlock Block, int Index)?> FindAsync(Submission submission, ulong number, CancellationToken cancel)
    {
        var block = await chain.BlockAsync(number, cancel)
            ?? throw new NodeLies($"block {number} is final and the node does not know it");
        var metadata = (await chain.RuntimeAsync(block, cancel)).Metadata;
        var call = planner.Call(metadata, submission.Fact, submission.Row);
        var key = SubnetReader.Account(submission.Fact.Validator);
        var extrinsics = await chain.ExtrinsicsAsync(block, cancel);
        for (var i = 0; i < extrinsics.Length; i++)
            if (SignedExtrinsic.TryRead(metadata, extrinsics[i]) is { } signed && signed.Key.AsSpan().SequenceEqual(key)
                && signed.Nonce == submission.Fact.Nonce && signed.Call.AsSpan().SequenceEqual(call))
                return (block, i);
        return null;
    }

    async Task<SubmissionResult> IncludedAsync(
        Submission submission, PinnedBlock block, int index, CancellationToken cancel)
    {
        var metadata = (await chain.RuntimeAsync(block, cancel)).Metadata;
        var error = BlockEvents.Failure(metadata, await chain.EventsAsync(block, cancel), index);
        await ledger.RecordAsync(_stream, $"inclusion of {submission.Position}",
            new Report(new WeightsIncluded((long)block.Number, block.Hash[2..], error, index, submission.Position)));
        if (error is not null)
            return new(SubmissionEnd.Failed, $"it stands in block {block.Number} and failed there: {error}");
        if (submission.IsCommit)
            return new(SubmissionEnd.Committed,
                $"the commit stands in block {block.Number}; it is revealed in a later epoch");
        return await ReadBackAsync(submission, block, cancel);
    }

    async Task<SubmissionResult> ReadBackAsync(Submission submission, PinnedBlock block, CancellationToken cancel)
    {
        var subnet = await SubnetReader.AtAsync(chain, netuid, block, cancel);
        var uid = await subnet.UidAsync(submission.Fact.Validator, cancel)
            ?? throw new NodeLies(
                $"{submission.Fact.Validator} set weights in block {block.Number} and has no uid there");
        var stored = (await subnet.RowsAsync("Weights", [uid], cancel))[0];
        await ledger.RecordAsync(_stream, $"row of {submission.Fact.Validator} at block {block.Hash}",
            new Report(new WeightsObservedOnChain(
                (long)block.Number, block.Hash[2..], uid, [.. stored.Select(e => (long)e.Uid)],
                submission.Fact.Validator, [.. stored.Select(e => (long)e.Value)])));
        var scaled = Upscale.Of([.. submission.Row.Weights.Select(weight => (ushort)weight)]);
        var follows = submission.Row.Uids.Select((to, i) => new StoredEntry((int)to, scaled[i]));
        if (stored.SequenceEqual(follows))
            return new(SubmissionEnd.Stored,
                $"block {block.Number} stores the row: {stored.Length} entries, equal to the last "
                + "unit");
        if (CompareWeights.Forbid(ledger.State.Lane(_stream)) is null)
            await ledger.RecordAsync(_stream, $"divergence at block {block.Hash}", new CompareWeights());
        return new(SubmissionEnd.Diverged, $"block {block.Number} stores another row than was sent");
    }

    async Task<SubmissionResult> ExpiredAsync(Submission submission, PinnedBlock final)
    {
        await ledger.RecordAsync(_stream, $"expiry of {submission.Position}",
            new Report(new WeightsExpired((long)final.Number, final.Hash[2..], submission.Position)));
        return new(SubmissionEnd.Expired, $"the submission at position {submission.Position} expired: no block before "
            + $"{submission.Fact.EraBirth + submission.Fact.EraPeriod} holds it");
    }
}
