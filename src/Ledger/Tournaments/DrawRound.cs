using System.Collections.Immutable;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Draws;
using Gradients.Ledger.Hashing;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tournaments;

/// <summary>Draw the next round: from a seed that was bound before, or as an older record gives it.</summary>
/// <param name="Assignments">For imported tournaments only: the groups or pairs as they were drawn elsewhere.</param>
/// <param name="Seed">The 32 bytes in hex: the revealed value, or the hash of the named block.</param>
public sealed record DrawRound(ImmutableArray<ImmutableArray<Hotkey>> Assignments, string? Seed)
    : LedgerCommand, IPart<DrawRound>
{
    public const string Alias = "draw_round";
    const int SeedDigits = 64;

    public static DrawRound Pass<P>(ref P p, DrawRound? c) where P : IPass, allows ref struct =>
        new(p.HotkeyLists("assignments"u8, c?.Assignments ?? []),
            p.TextOrNone("seed"u8, c?.Seed));

    public static Decision Decide(Tournament state, DrawRound command)
    {
        if (state is not Tournament.Running { Round: null, IsPlayedOut: false } running)
            return new Decision.Refuse(NotBetweenRounds);
        var next = Next(running);
        if (next.Outcome != RoundOutcome.Drawn)
            return new Decision.Refuse(NobodyToDraw);
        if (command.Seed is not null && !command.Assignments.IsEmpty)
            return new Decision.Refuse(BothGiven);
        var number = running.Past.Length + 1;
        if (command.Seed is not { } value)
        {
            var given = new RoundDrawn(command.Assignments, next.Kind, number, null);
            return Decision.Unless(Forbid(state, given), given);
        }
        var promise = running.Promises.FirstOrDefault(p => p.Round == number);
        var source = promise?.Block is null ? SeedSource.Committed : SeedSource.Block;
        if (ForbidSeed(promise, new(source, value), number) is { } refusal)
            return new Decision.Refuse(refusal);
        return Decision.Of(Deal(next, number, new(source, value)));
    }

    static Refusal NotBetweenRounds { get; } =
        new("not_between_rounds", "2025.12 4.7: a round is drawn when the one before is closed",
            "The tournament is not waiting for a draw.");

    static Refusal BothGiven { get; } =
        new("draw_ambiguous", "docs/draw.md: a draw comes from a seed or from an older record",
            "Give a seed, or for an imported tournament the draw itself, but not both.");

    static Refusal NobodyToDraw { get; } =
        new("nobody_to_draw", "2025.12 4.7 and surprise 16",
            "Nobody is left to draw: the reference would wait for ever here; cancel the tournament.");

    public static Refusal? Forbid(Tournament state, RoundDrawn fact)
    {
        if (state is not Tournament.Running { Round: null, IsPlayedOut: false } running)
            return NotBetweenRounds;
        var next = Next(running);
        if (next.Outcome != RoundOutcome.Drawn)
            return NobodyToDraw;
        if (fact.Round != running.Past.Length + 1)
            return new("round_out_of_order", "2025.12 4.7", $"Round {running.Past.Length + 1} comes next.");
        if (fact.Seed is { } seed)
            return ForbidSeed(running.Promises.FirstOrDefault(p => p.Round == fact.Round), seed, fact.Round);
        if (!running.Terms.IsImported)
            return new("seed_missing", "docs/draw.md: every draw of a recorded tournament comes from a bound seed",
                "A seed is needed; only imported tournaments may bring their draws.");
        return IsShape(next, fact) ? null : new("draw_breaks_structure", "2025.12 4.7",
            $"The draw does not hold the {next.Entrants.Length} entrants of round {fact.Round} in the sizes of the rule.");
    }

    static Refusal? ForbidSeed(SeedPromise? promise, DrawSeed seed, int round)
    {
        if (promise is null)
            return new("seed_not_bound", "docs/draw.md: a seed is bound before the results it draws for are known",
                $"The seed of round {round} was not bound beforehand by a commitment or a block.");
        if (!Hex.Is(seed.Value, SeedDigits))
            return new("seed_malformed", "docs/draw.md: a seed has 32 bytes", "A seed is 64 lower-case hex digits.");
        if ((promise.Block is null) != (seed.Source == SeedSource.Committed))
            return new("seed_source_differs", "docs/draw.md", "The seed does not come from where it was bound to.");
        return promise.Commitment is { } commitment && Hex.Sha256(Hex.Bytes(seed.Value)) != commitment
            ? new("seed_breaks_commitment", "docs/draw.md: SHA-256 of the seed is its commitment",
                $"The seed of round {round} does not hash to the commitment {commitment}.")
            : null;
    }

    /// <summary>The draw that the recorded seed gives; a draw without a seed stands as recorded.</summary>
    internal static RoundDrawn Conclude(Tournament.Running running, RoundDrawn recorded)
    {
        var next = Next(running);
        return recorded.Seed is { } seed
            ? Deal(next, running.Past.Length + 1, seed)
            : recorded with { Kind = next.Kind };
    }

    static RoundDrawn Deal(NextDraw next, int number, DrawSeed seed)
    {
        var dealt = Draw.Deal(Hex.Bytes(seed.Value), next.Entrants, next.Sizes);
        if (next.Joins is { } joins)
            dealt = dealt.SetItem(joins.Slot, dealt[joins.Slot].Add(joins.Hotkey));
        return new(dealt, next.Kind, number, seed);
    }

    static NextDraw Next(Tournament.Running running) => running.Terms.Book.Next(running);

    /// <summary>Each entrant once, in slots of the rule's sizes; which slot has which size is the draw's own business.</summary>
    static bool IsShape(NextDraw next, RoundDrawn fact)
    {
        if (fact.Kind != next.Kind)
            return false;
        var slots = fact.Assignments;
        if (next.Joins is { } joins)
        {
            if (slots.Sum(slot => slot.Count(hotkey => hotkey == joins.Hotkey)) != 1)
                return false;
            slots = ImmutableArray.CreateRange(slots, slot => slot.Remove(joins.Hotkey));
        }
        var sizes = slots.Select(slot => slot.Length).Order().ToArray();
        var drawn = Hotkey.Ordered(slots.SelectMany(slot => slot));
        return sizes.AsSpan().SequenceEqual(next.Sizes.Order().ToArray())
            && drawn.AsSpan().SequenceEqual(next.Entrants.AsSpan());
    }

    internal static Tournament Evolve(Tournament state, in Recorded e, RoundDrawn fact)
    {
        if (state is not Tournament.Running { Round: null } running)
            throw new CannotFollow(e.Stream, e.Version, "a round is drawn while none is awaited");
        var round = new Round(fact.Round, fact.Kind, fact.Assignments, []);
        return running with { Version = e.Version, Round = round, Gone = [] };
    }
}
