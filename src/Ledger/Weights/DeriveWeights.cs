using System.Collections.Immutable;
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
        Observed(state, stream) is not { } observed
            ? new("metagraph_missing", "2025.12 4.12: weights belong to uids",
                $"No metagraph was observed in {Streams.Metagraph(Streams.Netuid(stream))}.")
            : VectorSetting.Forbid(state, observed);

    internal static WeightsEvent Conclude(LedgerState state, string stream) =>
        VectorSetting.Of(state, Observed(state, stream)!).ToEvent();

    static ObservedMetagraph? Observed(LedgerState state, string stream) =>
        state.Metagraph(Streams.Metagraph(Streams.Netuid(stream)));

    internal static LedgerState Evolve(LedgerState state, in Recorded e, WeightsEvent fact)
    {
        var onItsWay = state.With(SubmitWeights.Evolve(state.Lane(e.Stream), e, fact));
        return fact switch
        {
            WeightsDerived derived => Store(onItsWay, derived.Performance),
            NodeWeightsDerived derived => Store(onItsWay, derived.Performance),
            _ => onItsWay,
        };
    }

    static LedgerState Store(LedgerState state, ImmutableArray<StoredPerformance> performance)
    {
        var (text, image, environment) = (state.Text, state.Image, state.Environment);
        foreach (var stored in performance)
        {
            // It is the latest tournament of its type, as the rule has it: the other types' need not be searched.
            if (image.Latest?.Summary.Id == stored.Tournament)
                image = image.Store(stored.Tournament, stored.Difference);
            else if (environment.Latest?.Summary.Id == stored.Tournament)
                environment = environment.Store(stored.Tournament, stored.Difference);
            else
                (text, image) = (text.Store(stored.Tournament, stored.Difference),
                    text.Latest?.Summary.Id == stored.Tournament
                        ? image
                        : image.Store(stored.Tournament, stored.Difference));
        }
        return state with { Text = text, Image = image, Environment = environment };
    }
}
