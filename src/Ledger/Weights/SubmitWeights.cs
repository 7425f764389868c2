using System.Collections.Immutable;
using System.Diagnostics;
using Gradients.Ledger.Hashing;

namespace Gradients.Ledger.Weights;

/// <summary>The steps by which derived weights reach the chain: which of them may follow which.</summary>
public static class SubmitWeights
{
    public const string SubmitAlias = "submit_weights", IncludeAlias = "include_weights",
        ExpireAlias = "expire_weights", ObserveAlias = "observe_weights", RaiseAlias = "raise_weights_alarm";

    public const string Set = "set_weights", Commit = "commit_weights", Reveal = "reveal_weights";

    const string Once = "ledger: one signature for an epoch, until its era has passed";
    const int HashDigits = 64;
    const long LongestEra = 65_536;
    const int LongestAlarm = 1_000;

    public static Refusal? Forbid(WeightsLane lane, WeightsEvent fact) => fact switch
    {
        WeightsSubmitted e => Malformed(e) ?? Submit(lane, e),
        WeightsIncluded e => Hash(e.BlockHash) ?? Outcome(lane, e.Submission) ?? Include(lane.Last!.Fact, e),
        WeightsExpired e => Hash(e.BlockHash) ?? Outcome(lane, e.Submission) ?? Expire(lane.Last!.Fact, e),
        WeightsObservedOnChain e => Hash(e.BlockHash) ?? Observe(e),
        WeightsAlarmRaised e => Hash(e.BlockHash) ?? Raise(e),
        _ => throw new UnreachableException($"No rule for {fact.GetType().Name}."),
    };

    static Refusal? Malformed(WeightsSubmitted e) =>
        e.Call is not (Set or Commit or Reveal)
            ? new("call_unknown", "ledger: weights are set, committed or revealed",
                $"There is no call '{e.Call}' here.")
        : e.EraBirth < 0 || e.EraPeriod is < 1 or > LongestEra || e.Epoch < 0 || e.Nonce < 0
            ? new("submission_malformed", "ledger: blocks, epochs and nonces count from 0",
                "Era, epoch or nonce is out of range.")
        : Hash(e.EraBirthHash) ?? (AreU16(e.Salt) && e.Salt.IsEmpty == (e.Call == Set)
            ? null
            : new("submission_malformed", "ledger: commits and reveals have a salt of 16-bit numbers",
                "The salt does not fit the call."));

    static Refusal? Submit(WeightsLane lane, WeightsSubmitted e)
    {
        if (lane.Last is { IsOpen: true } open)
            return new("submission_open", Once,
                $"What became of the submission at position {open.Position} is not known.");
        var before = e.Call == Reveal ? lane.LastReveal : lane.LastSet;
        if (before is not null && e.Epoch <= before.Fact.Epoch)
            return new("epoch_taken", Once,
                $"Epoch {before.Fact.Epoch} has the submission at position {before.Position}.");
        if (e.Call == Reveal)
            return lane.Unrevealed is { } commit && commit.Fact.Derivation == e.Derivation
                && commit.Fact.Salt.AsSpan().SequenceEqual(e.Salt.AsSpan())
                    ? null
                    : new("commit_missing", "ledger: what is revealed was committed",
                        $"No commit of the setting at position {e.Derivation} with this salt waits to be revealed.");
        return lane.Derived?.Position == e.Derivation
            ? null
            : new("derivation_not_latest", "ledger: the latest setting is sent",
                $"The latest setting with a row stands at position {lane.Derived?.Position ?? 0}, not {e.Derivation}.");
    }

    static Refusal? Outcome(WeightsLane lane, long submission) =>
        lane.Last is { IsOpen: true } open && open.Position == submission
            ? null
            : new("submission_not_open", "ledger: a submission has one outcome",
                $"No submission at position {submission} waits for its outcome.");

    static Refusal? Include(WeightsSubmitted sent, WeightsIncluded e) =>
        e.Block > sent.EraBirth && e.Block < sent.EraBirth + sent.EraPeriod && e.Extrinsic >= 0
            ? null
            : new("block_outside_era", "chain: an extrinsic is included within its era",
                $"Block {e.Block} is not in the era of {sent.EraPeriod} blocks from {sent.EraBirth} on.");

    static Refusal? Expire(WeightsSubmitted sent, WeightsExpired e) =>
        e.Block >= sent.EraBirth + sent.EraPeriod - 1
            ? null
            : new("era_not_over", "chain: an extrinsic may be included until its era is over",
                $"The era lasts until block {sent.EraBirth + sent.EraPeriod - 1}, this is {e.Block}.");

    static Refusal? Observe(WeightsObservedOnChain e) =>
        e.Block >= 0 && e.Uid is >= 0 and <= ushort.MaxValue && e.Uids.Length == e.Weights.Length && AreU16(e.Uids)
        && AreU16(e.Weights)
            ? null
            : new("row_malformed", "chain: rows are pairs of 16-bit numbers", "The observed row is no row of weights.");

    static Refusal? Raise(WeightsAlarmRaised e) =>
        !WeightsAlarmRaised.Known.Contains(e.Alarm)
            ? new("alarm_unknown", "ledger: an alarm is one of those that watchers know",
                $"There is no alarm '{e.Alarm}'; there are {string.Join(", ", WeightsAlarmRaised.Known)}.")
        : e.Block < 0 || e.Says.Length is 0 or > LongestAlarm
            ? new("alarm_malformed", "ledger: an alarm says what was seen at a block",
                $"An alarm has a block and a sentence of at most {LongestAlarm} characters.")
            : null;

    static Refusal? Hash(string hash) => Hex.Is(hash, HashDigits)
        ? null
        : new("hash_malformed", "chain: block hashes have 32 bytes", "A block's hash is 64 lower-case hex digits.");

    static bool AreU16(ImmutableArray<long> values)
    {
        foreach (var value in values)
            if (value is < 0 or > ushort.MaxValue)
                return false;
        return true;
    }

    internal static WeightsLane Evolve(WeightsLane lane, in Recorded e, WeightsEvent fact) => fact switch
    {
        WeightsDerived derived => derived.Error is not null ? lane : lane with
        {
            Derived = new(e.Position, derived.Uids, derived.Weights),
        },
        NodeWeightsDerived derived => derived.Error is not null ? lane : lane with
        {
            Derived = new(e.Position, derived.Uids, derived.Weights),
        },
        WeightsSubmitted submitted => Submitted(lane, e, submitted),
        WeightsIncluded or WeightsExpired => Ended(lane, e, fact),
        WeightsObservedOnChain seen => lane with { Observed = new(e.Position, seen) },
        WeightsDiverged or WeightsAlarmRaised => lane,
        _ => throw new UnreachableException($"No fold for {fact.GetType().Name}."),
    };

    static WeightsLane Submitted(WeightsLane lane, in Recorded e, WeightsSubmitted fact)
    {
        var row = fact.Call == Reveal ? lane.Unrevealed?.Row : lane.Derived;
        if (row is null)
            throw new CannotFollow(e.Stream, e.Version, "there is no row to submit");
        return lane with { Last = new(e.Position, fact, row, null, null) };
    }

    static WeightsLane Ended(WeightsLane lane, in Recorded e, WeightsEvent outcome)
    {
        if (lane.Last is not { IsOpen: true } open)
            throw new CannotFollow(e.Stream, e.Version, "no submission waits for its outcome");
        var last = open with { Included = outcome as WeightsIncluded, Expired = outcome as WeightsExpired };
        return last.HasExpired ? lane with { Last = last }
            : last.IsReveal ? lane with { Last = last, LastReveal = last }
            : lane with { Last = last, LastSet = last };
    }
}
