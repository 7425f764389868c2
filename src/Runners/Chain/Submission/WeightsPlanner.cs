using System.Collections.Immutable;
using System.Security.Cryptography;
using Gradients.Ledger.Chain;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Weights;

namespace Gradients.Runners.Chain;

/// <summary>
/// Decides which extrinsic comes next for a validator's weights, from the ledger and one finalized block.
/// </summary>
public sealed class WeightsPlanner(ChainReader chain, LedgerPort ledger, ushort netuid, Hotkey validator, uint era)
{
    const int SaltLength = 8;

    readonly string _weights = Streams.Weights(netuid);
    readonly string _metagraph = Streams.Metagraph(netuid);

    WeightsLane Lane => ledger.State.Lane(_weights);

    /// <param name="rehearse">Nothing is recorded: the row is computed on the side.</param>
    /// <returns>The plan, or why there is none.</returns>
    public async Task<(WeightsPlan? Plan, SubmissionResult? None)> PlanAsync(bool rehearse, CancellationToken cancel)
    {
        var subnet = await SubnetReader.LatestAsync(chain, netuid, cancel);
        var terms = await SubnetTerms.ReadAsync(subnet, validator, cancel);
        if (terms.Hindrance(validator, netuid) is { } hindrance)
            return (null, new(SubmissionEnd.NotSent, hindrance));
        var epoch = terms.Epoch(subnet.At.Number + 1, netuid);
        if (terms.CommitReveal && Lane.Unrevealed is { } commit)
        {
            var due = terms.Epoch((ulong)commit.Included!.Block, netuid) + terms.RevealPeriod;
            if (epoch < due)
                return (null, new(SubmissionEnd.NothingDue,
                    $"the commit of epoch {due - terms.RevealPeriod} is revealed in "
                    + $"epoch {due}; this is epoch {epoch}"));
            if (epoch == due)
                return (await PlanAsync(subnet, terms, SubmitWeights.Reveal, epoch, commit.Row, commit.Fact.Salt,
                    cancel), null);
        }
        if (Lane.LastSet is { } last && (ulong)last.Fact.Epoch >= epoch)
            return (null, new(SubmissionEnd.NothingDue,
                $"epoch {epoch} has had its weights: position {last.Position}"));
        if (terms.BlocksToWait(subnet.At.Number + 1) is var wait and > 0)
            return (null, new(SubmissionEnd.NotSent, $"rate limited: weights were set in block {terms.LastUpdate}, the "
                + $"subnet wants {terms.RateLimit} blocks between, {wait} are left"));
        var (row, none) = await RowAsync(subnet, rehearse, cancel);
        if (row is null)
            return (null, none);
        if (terms.Objection(U16(row.Weights)) is { } objection)
            return (null, new(SubmissionEnd.NotSent, objection));
        return (await PlanAsync(
            subnet, terms, terms.CommitReveal ? SubmitWeights.Commit : SubmitWeights.Set, epoch, row,
            terms.CommitReveal ? Salt() : [], cancel), null);
    }

    /// <summary>The row that follows from the ledger with the uids of this block.</summary>
    async Task<(DerivedRow? Row, SubmissionResult? None)> RowAsync(
        SubnetReader subnet, bool rehearse, CancellationToken cancel)
    {
        var snapshot = await SubnetSnapshot.ReadAsync(subnet, cancel);
        if (!rehearse)
        {
            await MetagraphRecording.RecordAsync(ledger, snapshot);
            await ledger.RecordAsync(_weights, $"weights of subnet {netuid} at block {subnet.At.Hash}",
                new DeriveWeights());
            return Lane.Derived is { } derived ? (derived, null) : (null, NoRow);
        }
        return Rehearsed(snapshot) is { } row ? (row, null) : (null, NoRow);
    }

    /// <summary>The row that would be derived if the snapshot were recorded.</summary>
    DerivedRow? Rehearsed(SubnetSnapshot snapshot)
    {
        var observed = new MetagraphObserved((long)snapshot.At.Number, snapshot.At.Hash[2..], snapshot.Hotkeys);
        var state = After(ledger.State, _metagraph, observed);
        return LedgerRules.Decide(state, _weights, new DeriveWeights()) is Decision.Record derived
            ? After(state, _weights, derived.Events[0]).Lane(_weights).Derived
            : null;
    }

    static LedgerState After(LedgerState state, string stream, LedgerEvent e) => LedgerState.Evolve(
        state, new(state.Head + 1, stream, state.Version(stream) + 1, 0, "rehearsal", e));

    static readonly SubmissionResult NoRow = new(SubmissionEnd.NotSent,
        "no 16-bit row can be made of the derived weights");

    async Task<WeightsPlan> PlanAsync(
        SubnetReader subnet, SubnetTerms terms, string call, ulong epoch, DerivedRow row, ImmutableArray<long> salt,
        CancellationToken cancel)
    {
        const string method = "system_accountNextIndex";
        var nonce = (await chain.Client.CallAsync(method, [validator.Text], cancel)).U32(method);
        var fact = new WeightsSubmitted(
            call, row.Position, (long)epoch, (long)subnet.At.Number, subnet.At.Hash[2..], era, nonce, salt, validator,
            (long)terms.VersionKey);
        var (uids, weights) = (U16(row.Uids), U16(row.Weights));
        var unsigned = UnsignedExtrinsic.Of(
            subnet.Runtime.Metadata, subnet.Runtime.Terms, Call(subnet.Runtime.Metadata, fact, row),
            Era.BornAt(subnet.At.Number, era), HexBytes.Read(subnet.At.Hash), nonce);
        return new(subnet.At, fact, uids, weights, unsigned);
    }

    /// <summary>The call that a recorded submission is about: the same bytes whenever it is asked for.</summary>
    public byte[] Call(RuntimeMetadata metadata, WeightsSubmitted fact, DerivedRow row)
    {
        var uids = U16(row.Uids).AsSpan();
        var weights = U16(row.Weights).AsSpan();
        var salt = U16(fact.Salt).AsSpan();
        var version = (ulong)fact.VersionKey;
        return fact.Call switch
        {
            SubmitWeights.Set => WeightCalls.SetWeights(metadata, netuid, uids, weights, version),
            SubmitWeights.Commit => WeightCalls.CommitWeights(metadata, netuid,
                CommitHash.Of(SubnetReader.Account(fact.Validator), netuid, uids, weights, salt, version)),
            _ => WeightCalls.RevealWeights(metadata, netuid, uids, weights, salt, version),
        };
    }

    /// <summary>Nobody can guess a row from its commit's hash without knowing these.</summary>
    static ImmutableArray<long> Salt()
    {
        var bytes = RandomNumberGenerator.GetBytes(SaltLength * 2);
        return [.. Enumerable.Range(0, SaltLength).Select(i => (long)(bytes[2 * i] | (bytes[(2 * i) + 1] << 8)))];
    }

    static ImmutableArray<ushort> U16(ImmutableArray<long> values) => [.. values.Select(value => (ushort)value)];
}
