using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>Rule 4.12: from the two types' weights to one weight for each node.</summary>
public static class NodeWeights
{
    public static NodeVector Of(WeightInputs inputs)
    {
        var nodes = new double[inputs.Metagraph.Count];
        var undistributed = Fill(inputs, nodes, new Watch(-1, null));
        var sum = 0.0;
        foreach (var node in nodes) sum += node;
        return new NodeVector(ImmutableCollectionsMarshal.AsImmutableArray(nodes), undistributed, sum);
    }

    /// <summary>The steps behind one node's weight, in the order in which they were added.</summary>
    public static ImmutableArray<NodeTerm> Terms(WeightInputs inputs, int uid)
    {
        var terms = new List<NodeTerm>();
        Fill(inputs, new double[inputs.Metagraph.Count], new Watch(uid, terms));
        return [.. terms];
    }

    static double Fill(WeightInputs inputs, Span<double> nodes, Watch watch)
    {
        var participation = inputs.Participants.Length * Constants2025_12.ParticipationWeight;
        var scale = participation > 0.0 ? 1.0 - participation : 1.0;

        var undistributed =
            Distribute(NodeTermKind.Text, inputs.Text, inputs.TextWeight * scale, inputs.Metagraph, nodes, watch,
                others: Constants2025_12.TextWeight * scale)
            + Distribute(NodeTermKind.Image, inputs.Image, inputs.ImageWeight * scale, inputs.Metagraph, nodes, watch,
                others: Constants2025_12.ImageWeight * scale);

        foreach (var hotkey in inputs.Participants)
        {
            var uid = inputs.Metagraph.UidOf(hotkey);
            if (uid < 0) continue;
            const double amount = Constants2025_12.ParticipationWeight;
            nodes[uid] += amount;
            watch.Add(uid, NodeTermKind.Participation, amount, 1.0, amount, nodes[uid]);
        }

        // Surprise 9: set, not added, so what the burn node had is lost; and all of it where it is not registered.
        var burn = inputs.Metagraph.UidOf(Constants2025_12.Placeholder);
        if (burn < 0) return undistributed;
        var scaledBurn = inputs.BurnWeight * scale;
        nodes[burn] = scaledBurn + undistributed;
        watch.Add(burn, NodeTermKind.Burn, scaledBurn, undistributed, nodes[burn], nodes[burn]);
        return undistributed;
    }

    /// <summary>
    /// Adds one type's weights and returns what it could not give away. The winner alone gets the bonus.
    /// </summary>
    static double Distribute(
        NodeTermKind kind, TypeWeights? type, double share, Metagraph metagraph, Span<double> nodes, Watch watch,
        double others)
    {
        var distributed = 0.0;
        if (type is null) return share - distributed;
        var winner = RealWinnerOrNone(type);
        foreach (var (hotkey, weight) in type.Weights)
        {
            var uid = metagraph.UidOf(hotkey);
            if (uid < 0) continue;
            var factor = hotkey == winner ? share : others;
            var amount = weight * factor;
            nodes[uid] += amount;
            distributed += amount;
            watch.Add(uid, kind, weight, factor, amount, nodes[uid]);
        }
        return share - distributed;
    }

    /// <summary>
    /// The base winner behind the placeholder, even where there is none: then nobody is scaled as winner.
    /// </summary>
    static Hotkey? RealWinnerOrNone(TypeWeights type) =>
        type.Winner == Constants2025_12.Placeholder ? type.Base : type.Winner;

    /// <summary>Notes the steps of one uid; with no list it notes nothing and costs a comparison.</summary>
    readonly record struct Watch(int Uid, List<NodeTerm>? Terms)
    {
        public void Add(int uid, NodeTermKind kind, double weight, double factor, double amount, double total)
        {
            if (uid == Uid) Terms?.Add(new NodeTerm(kind, weight, factor, amount, total));
        }
    }
}
