using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.Shared;

/// <summary>What quantising a weight vector gives: the row as it is sent to the chain, or a named error.</summary>
public abstract record Quantised
{
    Quantised() { }

    /// <summary>Parallel lists; uids without weight are left out.</summary>
    public sealed record Row(ImmutableArray<int> Uids, ImmutableArray<ushort> Weights) : Quantised
    {
        public bool Equals(Row? other) =>
            other is not null && Uids.AsSpan().SequenceEqual(other.Uids.AsSpan())
            && Weights.AsSpan().SequenceEqual(other.Weights.AsSpan());

        public override int GetHashCode() => Uids.Length * 65_537 + (Weights.IsEmpty ? 0 : Weights[0]);
    }

    /// <summary>No row can be made; the name is the one the reference's exception has.</summary>
    public sealed record Failed(string Error) : Quantised;
}
