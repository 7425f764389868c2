using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>What rule 4.13 gives.</summary>
/// <param name="Weights">The weight of each uid; the burn node's may be below zero (surprise 1).</param>
/// <param name="Undistributed">What the types could not give to registered hotkeys; it is burnt.</param>
/// <param name="Sum">The weights added left to right from 0.</param>
/// <param name="Left">Of the undistributed rest, what each type leaves.</param>
public sealed record NodeVector(
    ImmutableArray<double> Weights, double Undistributed, double Sum, PerType<double> Left);

/// <summary>Rule 4.13: from the three types' pools to one weight for each node.</summary>
public static class NodeWeights
{
    public static NodeVector Of(WeightInputs inputs)
    {
        var nodes = new double[inputs.Metagraph.Count];
        var left = Fill(inputs, nodes, new Watch(-1, null));
        var sum = 0.0;
        foreach (var node in nodes) sum += node;
        return new NodeVector(ImmutableCollectionsMarshal.AsImmutableArray(nodes), Added(left), sum, left);
    }

    /// <summary>The steps behind one node's weight, in the order in which they were added.</summary>
    public static ImmutableArray<NodeTerm> Terms(WeightInputs inputs, int uid)
    {
        var terms = new List<NodeTerm>();
        Fill(inputs, new double[inputs.Metagraph.Count], new Watch(uid, terms));
        return [.. terms];
    }

    static double Added(PerType<double> left) => left.Text + left.Image + left.Environment;

    static PerType<double> Fill(WeightInputs inputs, Span<double> nodes, Watch watch)
    {
        var participation = inputs.Participants.Length * Constants2026_10.ParticipationWeight;
        var scale = participation > 0.0 ? 1.0 - participation : 1.0;

        var types = inputs.Types;
        var left = new PerType<double>(
            Distribute(NodeTermKind.Text, types.Text, scale, inputs.Metagraph, nodes, watch),
            Distribute(NodeTermKind.Image, types.Image, scale, inputs.Metagraph, nodes, watch),
            Distribute(NodeTermKind.Environment, types.Environment, scale, inputs.Metagraph, nodes, watch));

        foreach (var hotkey in inputs.Participants)
        {
            var uid = inputs.Metagraph.UidOf(hotkey);
            if (uid < 0) continue;
            const double amount = Constants2026_10.ParticipationWeight;
            nodes[uid] += amount;
            watch.Add(uid, NodeTermKind.Participation, amount, 1.0, amount, nodes[uid]);
        }

        // Set, not added, so what the burn node had is lost; and all of it where it is not registered.
        var burn = inputs.Metagraph.UidOf(Constants2026_10.Placeholder);
        if (burn < 0) return left;
        var scaledBurn = inputs.BurnWeight * scale;
        var undistributed = Added(left);
        nodes[burn] = scaledBurn + undistributed;
        watch.Add(burn, NodeTermKind.Burn, scaledBurn, undistributed, nodes[burn], nodes[burn]);
        return left;
    }

    /// <summary>Adds one type's weights and returns what it could not give away: without a tournament, all.</summary>
    static double Distribute(
        NodeTermKind kind, TypeInputs type, double scale, Metagraph metagraph, Span<double> nodes, Watch watch)
    {
        var pool = type.Weight * scale;
        var distributed = 0.0;
        if (type.Tournament is not { } tournament) return pool - distributed;
        var winner = RealWinner.Of(tournament.Winner, tournament.Base);
        foreach (var (hotkey, share) in RankSplit.Of(tournament))
        {
            var uid = metagraph.UidOf(hotkey);
            if (uid < 0) continue;
            var factor = hotkey == winner ? pool : type.BaseWeight * scale;
            var amount = share * factor;
            nodes[uid] += amount;
            distributed += amount;
            watch.Add(uid, kind, share, factor, amount, nodes[uid]);
        }
        return pool - distributed;
    }

    /// <summary>Notes the steps of one uid; with no list it notes nothing and costs a comparison.</summary>
    readonly record struct Watch(int Uid, List<NodeTerm>? Terms)
    {
        public void Add(int uid, NodeTermKind kind, double share, double factor, double amount, double total)
        {
            if (uid == Uid) Terms?.Add(new NodeTerm(kind, share, factor, amount, total));
        }
    }
}
