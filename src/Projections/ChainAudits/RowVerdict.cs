using System.Collections.Immutable;

namespace Gradients.Projections.ChainAudits;

/// <summary>What a stored row is, compared with the one that follows from the ledger.</summary>
public enum VerdictKind
{
    /// <summary>The same uids and weights in the same order, to the last unit, for the same hotkeys.</summary>
    Exact,

    /// <summary>The same entries in another order.</summary>
    OrderOnly,

    /// <summary>The same but for entries of weight zero.</summary>
    ZeroEntriesOnly,

    /// <summary>What the other named quantiser gives.</summary>
    OffByOneQuantiser,

    /// <summary>A uid changed hands between the snapshot that was derived on and the block of the row.</summary>
    UidRemapped,

    /// <summary>A commit stands, and its row was not revealed.</summary>
    NotRevealed,

    /// <summary>An older row stands, because the newer one came too soon.</summary>
    RateLimited,

    /// <summary>An older row stands, or none, and no newer one was brought to the chain.</summary>
    NeverSubmitted,

    /// <summary>Another validator's row, or the incentives themselves.</summary>
    Copied,

    /// <summary>Anything else.</summary>
    Different,
}

/// <summary>One uid whose recomputed and stored weights differ; null: that row does not name it.</summary>
/// <param name="Hotkey">Who held the uid at the row's block, or where that is not known, at the derivation.</param>
public sealed record WeightDifference(int Uid, Hotkey? Hotkey, ushort? Recomputed, ushort? Stored);

/// <summary>What a hotkey gets of all that the row allots: fractions of one.</summary>
public sealed record MovedShare(Hotkey Hotkey, double Follows, double Stored)
{
    public double Moved => Stored - Follows;
}

/// <summary>The judgement of one stored row.</summary>
/// <param name="Derivation">Position of the setting it was compared with; null: the ledger has none.</param>
/// <param name="Why">One sentence where the kind does not say all.</param>
/// <param name="Differences">By uid; the recomputed row is scaled as the chain stores it.</param>
/// <param name="Moved">Hotkeys that get something else than follows, the most moved first.</param>
/// <param name="Similarity">Cosine of both rows, shown and never used; null where one is empty.</param>
public sealed record RowVerdict(
    VerdictKind Kind, StoredRow Row, long? Derivation, string Why, ImmutableArray<WeightDifference> Differences,
    ImmutableArray<MovedShare> Moved, double? Similarity)
{
    /// <summary>In words, as reports have it.</summary>
    public string Words => Kind switch
    {
        VerdictKind.Exact => "exact",
        VerdictKind.OrderOnly => "order only",
        VerdictKind.ZeroEntriesOnly => "zero entries only",
        VerdictKind.OffByOneQuantiser => "off by one: quantiser",
        VerdictKind.UidRemapped => "uid remapped",
        VerdictKind.NotRevealed => "not revealed",
        VerdictKind.RateLimited => "rate limited",
        VerdictKind.NeverSubmitted => "never submitted",
        VerdictKind.Copied => "copied",
        VerdictKind.Different => "different",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Exact, or without --strict only in another order or with other zeros.</summary>
    public bool Passes(bool strict) => Kind == VerdictKind.Exact
        || (!strict && (Kind is VerdictKind.OrderOnly or VerdictKind.ZeroEntriesOnly));

    /// <summary>Half of all that moved: what some lost is what others gained.</summary>
    public double MovedInAll
    {
        get
        {
            var sum = 0.0;
            foreach (var share in Moved)
                sum += Math.Abs(share.Moved);
            return sum / 2;
        }
    }
}
