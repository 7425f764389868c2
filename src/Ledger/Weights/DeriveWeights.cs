using System.Diagnostics;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Weights;

/// <summary>
/// Derive the weight vector from everything recorded so far and record it: the one act that stores fresh performance
/// differences (rule 4.9).
/// </summary>
public sealed record DeriveWeights : LedgerCommand, IPart<DeriveWeights>
{
    public const string Alias = "derive_weights";

    public static DeriveWeights Pass<P>(ref P p, DeriveWeights? c) where P : IPass, allows ref struct => new();

    public static Decision Decide(LedgerState state, string stream) =>
        Forbid(state, stream) is { } refusal
            ? new Decision.Refuse(refusal)
            : Decision.Of(Conclude(state, stream));

    public static Refusal? Forbid(LedgerState state, string stream) =>
        Observed(state, stream) is null
            ? new("metagraph_missing", "2025.12 4.12: weights belong to uids",
                $"No metagraph was observed in {Streams.Metagraph(Streams.Netuid(stream))}.")
            : null;

    internal static WeightsDerived Conclude(LedgerState state, string stream) =>
        WeightSetting.Of(state, Observed(state, stream)!).ToEvent();

    static ObservedMetagraph? Observed(LedgerState state, string stream) =>
        state.Metagraph(Streams.Metagraph(Streams.Netuid(stream)));

    internal static LedgerState Evolve(LedgerState state, in Recorded e, WeightsEvent fact)
    {
        if (fact is not WeightsDerived derived)
            throw new UnreachableException($"No fold for {fact.GetType().Name}.");
        var (text, image) = (state.Text, state.Image);
        foreach (var stored in derived.Performance)
        {
            // It is the latest tournament of its type, as the rule has it: the other type's need not be searched.
            if (image.Latest?.Summary.Id != stored.Tournament)
                text = text.Store(stored.Tournament, stored.Difference);
            if (text.Latest?.Summary.Id != stored.Tournament)
                image = image.Store(stored.Tournament, stored.Difference);
        }
        return state with { Text = text, Image = image };
    }
}
