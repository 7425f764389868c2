using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Gradients.Ledger.Rulebooks.R2025_09;

/// <summary>A normalised score of the pool and what it is worth there.</summary>
public readonly record struct PoolAmount(Hotkey Miner, double Normalised, double Multiplier);

/// <summary>Everything rule 4.11 reads.</summary>
/// <param name="Pool">In order: sums run in it.</param>
/// <param name="Text">Weights of the latest completed text tournament; default where there is none.</param>
/// <param name="Image">The same of the image tournament.</param>
/// <param name="Participants">Distinct hotkeys alive in a running tournament, the placeholder too.</param>
public sealed record WeightInputs(
    Metagraph Metagraph, Redistribution Shares, ImmutableArray<PoolAmount> Pool, ImmutableArray<HotkeyAmount> Text,
    ImmutableArray<HotkeyAmount> Image, ImmutableArray<Hotkey> Participants);

/// <summary>What a part of a node's weight comes from.</summary>
public enum NodeTermKind
{
    /// <summary>A score in the pool: normalised and multiplied, times the pool's share.</summary>
    Pool,

    /// <summary>A place in the latest tournaments, times their share.</summary>
    Tournament,

    /// <summary>Alive in a running tournament.</summary>
    Participation,

    /// <summary>The burn node's weight, which replaces all it had.</summary>
    Burn,
}

/// <summary>One step of a node's weight.</summary>
/// <param name="Share">What the factor is multiplied by; the amount itself where nothing is.</param>
public readonly record struct NodeTerm(Hotkey Hotkey, NodeTermKind Kind, double Share, double Factor, double Amount);

/// <summary>Rule 4.11: from pool scores and tournament weights to one weight for each node.</summary>
public static class NodeWeights
{
    public static ImmutableArray<double> Of(WeightInputs inputs)
    {
        var nodes = new double[Math.Max(Constants2025_09.NodeCount, inputs.Metagraph.Count)];
        foreach (var term in Terms(inputs))
            if (inputs.Metagraph.UidOf(term.Hotkey) is >= 0 and var uid)
                nodes[uid] = term.Kind == NodeTermKind.Burn ? term.Amount : nodes[uid] + term.Amount;
        return ImmutableCollectionsMarshal.AsImmutableArray(nodes);
    }

    /// <summary>Every step, in the order in which they are added; hotkeys without a node lose theirs.</summary>
    public static IEnumerable<NodeTerm> Terms(WeightInputs inputs)
    {
        var participation = inputs.Participants.Length * Constants2025_09.ParticipationWeight;
        var scale = participation > 0.0 ? 1.0 - participation : 1.0;

        var regular = inputs.Shares.Regular * scale;
        foreach (var (miner, normalised, multiplier) in inputs.Pool)
        {
            var share = normalised * multiplier;
            yield return new(miner, NodeTermKind.Pool, share, regular, share * regular);
        }
        var tournament = inputs.Shares.Tournament * scale;
        foreach (var (hotkey, weight) in Combined(inputs.Text, inputs.Image))
            yield return new(hotkey, NodeTermKind.Tournament, weight, tournament, weight * tournament);
        foreach (var hotkey in inputs.Participants)
            yield return new(
                hotkey, NodeTermKind.Participation, Constants2025_09.ParticipationWeight, 1.0,
                Constants2025_09.ParticipationWeight);

        // Set, not added: the burn node loses participation and tournament weight.
        yield return new(
            Constants2025_09.Placeholder, NodeTermKind.Burn, inputs.Shares.Burn, scale, inputs.Shares.Burn * scale);
    }

    /// <summary>Each type by its weight; with one type alone the other's part is not burnt but missing.</summary>
    static List<HotkeyAmount> Combined(ImmutableArray<HotkeyAmount> text, ImmutableArray<HotkeyAmount> image)
    {
        var combined = new List<HotkeyAmount>();
        if (!text.IsDefault)
            foreach (var (hotkey, weight) in text)
                combined.Add(new HotkeyAmount(hotkey, weight * Constants2025_09.TextTypeWeight));
        if (image.IsDefault) return combined;
        foreach (var (hotkey, weight) in image)
        {
            var amount = weight * Constants2025_09.ImageTypeWeight;
            var place = combined.FindIndex(other => other.Hotkey == hotkey);
            if (place < 0) combined.Add(new HotkeyAmount(hotkey, amount));
            else combined[place] = new HotkeyAmount(hotkey, combined[place].Amount + amount);
        }
        return combined;
    }
}
