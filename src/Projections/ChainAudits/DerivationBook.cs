using System.Collections.Immutable;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Log;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Weights;

namespace Gradients.Projections.ChainAudits;

/// <summary>
/// The weight settings of one subnet out of a ledger's entries, in order. Whether they follow from the events is the
/// audit's question; here they are only collected.
/// </summary>
public sealed class DerivationBook(int netuid)
{
    readonly string _weights = Streams.Weights(netuid);
    readonly string _metagraph = Streams.Metagraph(netuid);
    readonly Interner _names = new();
    readonly List<Derivation> _derivations = [];
    WeightsLane _lane = WeightsLane.Empty(Streams.Weights(netuid));
    MetagraphObserved? _seen;

    public IReadOnlyList<Derivation> Derivations => _derivations;

    /// <summary>Of an export, one entry a line.</summary>
    /// <exception cref="NotCanonical">An entry cannot be read.</exception>
    public static DerivationBook Of(Stream export, int netuid)
    {
        var book = new DerivationBook(netuid);
        using var lines = new Lines(export, Envelope.MaxBytes, mayEndOpen: false);
        while (lines.TryNext(out var line))
            book.Add(line);
        return book;
    }

    /// <summary>Of a published log whose checkpoint was accepted.</summary>
    public static DerivationBook Of(TiledLog log, int netuid)
    {
        var book = new DerivationBook(netuid);
        foreach (var bundle in log.Entries())
            for (var i = 0; i < bundle.Count; i++)
                book.Add(bundle[i]);
        return book;
    }

    /// <exception cref="NotCanonical">The bytes are no entry.</exception>
    public void Add(ReadOnlySpan<byte> entry) => Add(Envelope.Read(entry, _names, out _));

    public void Add(in Recorded e)
    {
        if (e.Stream == _metagraph && e.Event is MetagraphObserved seen)
            _seen = seen;
        if (e.Stream != _weights || e.Event is not WeightsEvent fact)
            return;
        _lane = WeightsLane.After(_lane, e, fact);
        var row = fact switch
        {
            WeightsDerived { Error: null } derived => (derived.NodeWeights, derived.Uids, derived.Weights),
            NodeWeightsDerived { Error: null } derived => (derived.NodeWeights, derived.Uids, derived.Weights),
            _ => (default, default, default),
        };
        if (!row.Uids.IsDefault)
            _derivations.Add(new(
                e.Position, _seen?.Hotkeys ?? [], _seen?.Block, row.NodeWeights, Row(row.Uids, row.Weights), []));
        if (fact is WeightsIncluded or WeightsExpired or WeightsSubmitted)
            Submitted(_lane.Last!);
    }

    static ImmutableArray<(int, ushort)> Row(ImmutableArray<long> uids, ImmutableArray<long> weights) =>
        [.. uids.Zip(weights, (uid, weight) => ((int)uid, (ushort)weight))];

    void Submitted(Submission submission)
    {
        var place = _derivations.FindIndex(d => d.Position == submission.Fact.Derivation);
        if (place < 0)
            return;
        var others = _derivations[place].Submissions.RemoveAll(s => s.Position == submission.Position);
        _derivations[place] = _derivations[place] with { Submissions = others.Add(submission) };
    }
}
