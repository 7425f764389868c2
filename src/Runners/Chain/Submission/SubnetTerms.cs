using System.Collections.Immutable;

namespace Gradients.Runners.Chain;

/// <summary>What the chain says at one block about a validator's next weights.</summary>
/// <param name="Uid">Null: not registered.</param>
/// <param name="LastUpdate">The block in which it last set weights; 0: never.</param>
/// <param name="CommitReveal">Whether weights are committed first and revealed later.</param>
/// <param name="CommitRevealVersion">2: a hash; 3 and up: encrypted to a time. 2 where the runtime names none.</param>
public sealed record SubnetTerms(
    ushort? Uid, bool HasPermit, ulong LastUpdate, ulong RateLimit, ulong Tempo, ulong MinAllowedWeights,
    ulong MaxWeightsLimit, ulong VersionKey, bool CommitReveal, ulong CommitRevealVersion, ulong RevealPeriod)
{
    const ulong HashedCommits = 2;

    public static async Task<SubnetTerms> ReadAsync(SubnetReader subnet, Hotkey validator, CancellationToken cancel)
    {
        var uid = await subnet.UidAsync(validator, cancel);
        var permits = await subnet.FlagsAsync("ValidatorPermit", cancel);
        var updates = await subnet.NumbersAsync("LastUpdate", cancel);
        if (uid is { } own && (own >= permits.Length || own >= updates.Length))
            throw new NodeLies($"{validator} has uid {uid} at {subnet.At}, and lists by uid end before it");
        return new(
            uid, uid is { } holder && permits[holder], uid is { } setter ? updates[setter] : 0,
            await subnet.NumberAsync("WeightsSetRateLimit", cancel), await subnet.NumberAsync("Tempo", cancel),
            await subnet.NumberAsync("MinAllowedWeights", cancel),
            subnet.Has("MaxWeightsLimit") ? await subnet.NumberAsync("MaxWeightsLimit", cancel) : ushort.MaxValue,
            await subnet.NumberAsync("WeightsVersionKey", cancel),
            await subnet.FlagAsync("CommitRevealWeightsEnabled", cancel),
            subnet.Has("CommitRevealWeightsVersion")
                ? await subnet.VersionAsync("CommitRevealWeightsVersion", cancel) : HashedCommits,
            await subnet.NumberAsync("RevealPeriodEpochs", cancel));
    }

    public ulong Epoch(ulong block, ushort netuid) => (block + netuid + 1) / (Tempo + 1);

    /// <summary>Why nothing may be signed at all; null: it may.</summary>
    public string? Hindrance(Hotkey validator, ushort netuid) =>
        Uid is null ? $"{validator} is not registered on subnet {netuid}"
        : !HasPermit ? $"{validator} (uid {Uid}) has no validator's permit on subnet {netuid}"
        : CommitReveal && CommitRevealVersion != HashedCommits
            ? $"subnet {netuid} takes weights by commit-reveal of version {CommitRevealVersion}, encrypted to a time; "
                + "that is not done here (version 2 is). Set them with the chain's own SDK, and audit them with "
                + "'gradients audit --chain'"
        : null;

    /// <summary>
    /// Blocks until the rate limit lets weights pass; 0: now. Foreseen, so that no extrinsic is wasted.
    /// </summary>
    public ulong BlocksToWait(ulong block) =>
        LastUpdate == 0 || block < LastUpdate || block - LastUpdate >= RateLimit ? 0 : RateLimit - (block - LastUpdate);

    /// <summary>Why the chain would not take a row; null: it would.</summary>
    public string? Objection(ImmutableArray<ushort> weights)
    {
        if (weights.Length == 0)
            return "the row is empty: there is nothing to set";
        if ((ulong)weights.Length < MinAllowedWeights)
            return $"the row has {weights.Length} entries, the subnet wants {MinAllowedWeights} at least";
        ulong sum = 0, largest = 0;
        foreach (var weight in weights)
            (sum, largest) = (sum + weight, Math.Max(largest, weight));
        return MaxWeightsLimit < ushort.MaxValue && sum > 0 && largest * ushort.MaxValue / sum > MaxWeightsLimit
            ? $"the largest weight is {largest} of {sum}, above the subnet's limit of {MaxWeightsLimit} of 65535"
            : null;
    }
}
