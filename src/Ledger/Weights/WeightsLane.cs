using System.Collections.Immutable;

namespace Gradients.Ledger.Weights;

/// <summary>A row of 16-bit weights as it is sent, and the setting it comes from.</summary>
public sealed record DerivedRow(long Position, ImmutableArray<long> Uids, ImmutableArray<long> Weights);

/// <summary>A row as it was last seen on the chain.</summary>
public sealed record ObservedRow(long Position, WeightsObservedOnChain Fact);

/// <summary>What was signed and sent, and the row it is about.</summary>
/// <param name="Included">Where it stands; null: not known, or nowhere.</param>
/// <param name="Expired">That it never will; null: not known, or it does.</param>
public sealed record Submission(
    long Position, WeightsSubmitted Fact, DerivedRow Row, WeightsIncluded? Included, WeightsExpired? Expired)
{
    public bool IsOpen => Included is null && Expired is null;

    public bool HasSucceeded => Included is { Error: null };

    /// <summary>An era that has passed leaves the epoch free for another attempt; anything else does not.</summary>
    public bool HasExpired => Expired is not null;

    public bool IsReveal => Fact.Call == SubmitWeights.Reveal;

    public bool IsCommit => Fact.Call == SubmitWeights.Commit;
}

/// <summary>One subnet's way onto the chain: what its next step depends on.</summary>
/// <param name="Derived">The latest setting that has a row.</param>
/// <param name="Last">The latest submission.</param>
/// <param name="LastSet">The latest <c>set_weights</c> or <c>commit_weights</c> that has not expired.</param>
/// <param name="LastReveal">The latest <c>reveal_weights</c> that has not expired.</param>
/// <param name="Observed">The row last seen on the chain.</param>
public sealed record WeightsLane(
    string Stream, DerivedRow? Derived, Submission? Last, Submission? LastSet, Submission? LastReveal,
    ObservedRow? Observed)
{
    public static WeightsLane Empty(string stream) => new(stream, null, null, null, null, null);

    /// <summary>The lane after one more event of its stream.</summary>
    /// <exception cref="CannotFollow">The event has no place here.</exception>
    public static WeightsLane After(WeightsLane lane, in Recorded e, WeightsEvent fact) =>
        SubmitWeights.Evolve(lane, e, fact);

    /// <summary>A commit that stands on the chain and was not revealed: its reveal comes next.</summary>
    public Submission? Unrevealed =>
        LastSet is { IsCommit: true, HasSucceeded: true } commit
        && !(LastReveal is { HasSucceeded: true } reveal && reveal.Position > commit.Position)
            ? commit
            : null;

    /// <summary>The row that should be on the chain: of the latest success, or of the latest setting.</summary>
    public DerivedRow? Expected =>
        LastReveal is { HasSucceeded: true } reveal && reveal.Position > (LastSet?.Position ?? 0) ? reveal.Row
        : LastSet is { HasSucceeded: true, IsCommit: false } set ? set.Row
        : Derived;
}
