using System.Collections.Immutable;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tournaments;

/// <summary>The operator binds itself to a round's seed: the SHA-256 of its 32 bytes, in hex.</summary>
public sealed record DrawSeedCommitted(string Commitment, int Round) : TournamentEvent, IEvent<DrawSeedCommitted>
{
    public static string Alias => "draw_seed_committed";

    public static DrawSeedCommitted Pass<P>(ref P p, DrawSeedCommitted? e) where P : IPass, allows ref struct =>
        new(p.OwnText("commitment"u8, e?.Commitment),
            p.Count("round"u8, e?.Round ?? 0));
}

/// <summary>A future chain block whose hash will be a round's seed.</summary>
public sealed record DrawBlockNamed(long Block, int Round) : TournamentEvent, IEvent<DrawBlockNamed>
{
    public static string Alias => "draw_block_named";

    public static DrawBlockNamed Pass<P>(ref P p, DrawBlockNamed? e) where P : IPass, allows ref struct =>
        new(p.Integer("block"u8, e?.Block ?? 0),
            p.Count("round"u8, e?.Round ?? 0));
}

/// <summary>An entrant's node left the metagraph: it is dropped from the next draw, though not eliminated.</summary>
public sealed record NodeGone(Hotkey Hotkey) : TournamentEvent, IEvent<NodeGone>
{
    public static string Alias => "node_gone";

    public static NodeGone Pass<P>(ref P p, NodeGone? e) where P : IPass, allows ref struct =>
        new(p.Hotkey("hotkey"u8, e?.Hotkey));
}

/// <summary>The 32 bytes a draw was made from, in hex, and how they came to be.</summary>
public sealed record DrawSeed(SeedSource Source, string Value) : IPart<DrawSeed>
{
    public static DrawSeed Pass<P>(ref P p, DrawSeed? e) where P : IPass, allows ref struct =>
        new((SeedSource)p.Word("source"u8, (int)(e?.Source ?? 0), Words.SeedSources),
            p.OwnText("value"u8, e?.Value));
}

/// <summary>Who meets whom: groups or pairs in slot order. Without a seed it was drawn elsewhere and cannot be redone.</summary>
public sealed record RoundDrawn(
    ImmutableArray<ImmutableArray<Hotkey>> Assignments, RoundKind Kind, int Round, DrawSeed? Seed)
    : TournamentEvent, IEvent<RoundDrawn>
{
    public static string Alias => "round_drawn";

    public static RoundDrawn Pass<P>(ref P p, RoundDrawn? e) where P : IPass, allows ref struct =>
        new(p.HotkeyLists("assignments"u8, e?.Assignments ?? default),
            (RoundKind)p.Word("kind"u8, (int)(e?.Kind ?? 0), Words.RoundKinds),
            p.Count("round"u8, e?.Round ?? 0),
            p.PartOrNone("seed"u8, e?.Seed));
}
