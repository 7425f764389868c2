using System.Collections.Immutable;

namespace Gradients.Ledger.Tournaments;

/// <summary>
/// A chain block still to come is named as a round's seed: for round 1 before the field closes, for a later round before
/// the results of the round before it are known.
/// </summary>
public static class NameDrawBlock
{
    public const string Alias = "name_draw_block";

    public static Refusal? Forbid(Tournament state, DrawBlockNamed fact)
    {
        var (known, promises) = state switch
        {
            Tournament.Open open => (0, open.Promises),
            Tournament.Running running => (Known(running), running.Promises),
            _ => (int.MaxValue, []),
        };
        if (fact.Round < 1 || fact.Block < 1)
            return new("block_malformed", "ledger: rounds and blocks count from 1",
                $"Round {fact.Round} cannot be drawn from block {fact.Block}.");
        if (fact.Round <= known)
            return new("block_too_late", "docs/draw.md: a block is named before the results it draws for are known",
                $"It is too late to name a block for round {fact.Round}.");
        return IsPromised(promises, fact.Round) ? AlreadyPromised(fact.Round) : null;
    }

    /// <summary>The latest round whose draw could be chosen by its outcome: the running one, or the one after it as soon
    /// as a loss of the running one is known.</summary>
    static int Known(Tournament.Running running)
    {
        var current = running.Past.Length + 1;
        return running.Round is { HasResults: true } ? current + 1 : current;
    }

    internal static bool IsPromised(ImmutableArray<SeedPromise> promises, int round) =>
        promises.Any(promise => promise.Round == round);

    internal static Refusal AlreadyPromised(int round) =>
        new("seed_already_promised", "docs/draw.md: one seed a round", $"The seed of round {round} is bound already.");

    internal static Tournament Evolve(Tournament state, in Recorded e, DrawBlockNamed fact)
    {
        var promise = new SeedPromise(fact.Round, null, fact.Block);
        return state switch
        {
            Tournament.Open open => open with { Version = e.Version, Promises = open.Promises.Add(promise) },
            Tournament.Running run => run with { Version = e.Version, Promises = run.Promises.Add(promise) },
            _ => throw new CannotFollow(e.Stream, e.Version, "a draw block is named outside a tournament's course"),
        };
    }
}
