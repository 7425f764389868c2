using Gradients.Ledger.Hashing;

namespace Gradients.Ledger.Tournaments;

/// <summary>The operator binds itself to a round's seed before the field closes, by its SHA-256.</summary>
public static class CommitDrawSeed
{
    public const string Alias = "commit_draw_seed";
    const int DigestDigits = 64;

    public static Refusal? Forbid(Tournament state, DrawSeedCommitted fact)
    {
        if (state is not Tournament.Open open)
            return Refusals.FieldNotOpen;
        if (fact.Round < 1)
            return new("round_malformed", "ledger: rounds count from 1", $"There is no round {fact.Round}.");
        if (!Hex.Is(fact.Commitment, DigestDigits))
            return new("commitment_malformed", "docs/draw.md: a commitment is a SHA-256 in hex",
                "A commitment is 64 lower-case hex digits.");
        return NameDrawBlock.IsPromised(open.Promises, fact.Round)
            ? NameDrawBlock.AlreadyPromised(fact.Round)
            : null;
    }

    internal static Tournament Evolve(Tournament state, in Recorded e, DrawSeedCommitted fact)
    {
        if (state is not Tournament.Open open)
            throw new CannotFollow(e.Stream, e.Version, "a seed is committed after the field closed");
        var promise = new SeedPromise(fact.Round, fact.Commitment, null);
        return open with { Version = e.Version, Promises = open.Promises.Add(promise) };
    }
}
