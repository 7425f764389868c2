using System.Collections.Immutable;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Projections.Audits;

/// <summary>
/// Repeats a ledger from its entries alone, in one pass and constant memory: order, rules, and every recorded conclusion
/// recomputed. It shares formats, rules and folds with the writer, never its decisions, and reads no database.
/// </summary>
public sealed partial class Audit
{
    readonly Interner _names = new();
    readonly CanonicalWriter _noted = new();
    readonly CanonicalWriter _again = new();
    ImmutableSortedDictionary<string, Trusted> _trusted =
        ImmutableSortedDictionary.Create<string, Trusted>(StringComparer.Ordinal);
    long _conclusions;
    long _settings;
    long _weights;
    long _draws;
    long _tournaments;
    Divergence? _divergence;

    /// <summary>What the entries so far come to. The next one changes it where it stands.</summary>
    public LedgerState State { get; private set; } = LedgerState.OnePass;

    /// <summary>Given each entry that agrees; null: nobody asks for the number of the whole state.</summary>
    internal StateHash? Hash { get; init; }

    /// <summary>Audits a whole export.</summary>
    /// <param name="progress">Told the position now and then.</param>
    /// <param name="hashState">Whether the report holds the state hash, for which all tables are kept in memory.</param>
    public static AuditReport Of(Stream export, IProgress<long>? progress = null, bool hashState = false)
    {
        using var hash = hashState ? new StateHash() : null;
        var audit = new Audit { Hash = hash };
        using var lines = new Lines(export, Envelope.MaxBytes, mayEndOpen: false);
        try
        {
            while (audit._divergence is null && lines.TryNext(out var line))
            {
                audit.Entry(line);
                if ((audit.State.Head & 0xFFFF) == 0)
                    progress?.Report(audit.State.Head);
            }
            if (lines.Number == 0)
                return audit.Report(new(0, "the file is empty: an export has at least one entry"));
            return audit.Report(null);
        }
        catch (NotCanonical broken)
        {
            return audit.Report(new(lines.Number, broken.Message));
        }
    }

    internal AuditReport Report(Unreadable? unreadable) => new(
        State.Head, _tournaments, _conclusions, _settings, _weights, _draws, _divergence, unreadable,
        [.. _trusted.Values])
    {
        StateHash = _divergence is null && unreadable is null ? Hash?.Finish() : null,
    };

    /// <summary>One entry: read, judged, recomputed, folded.</summary>
    /// <returns>Null while record and recomputation agree.</returns>
    /// <exception cref="NotCanonical">The bytes are no canonical entry; the reason says what is wrong.</exception>
    public Divergence? Entry(ReadOnlySpan<byte> line)
    {
        Recorded e;
        Range data;
        try
        {
            e = Envelope.ReadToFold(line, _names, out data);
        }
        catch (NotCanonical refused)
        {
            throw Worded(line, refused);
        }
        _divergence = Order(e) ?? Rule(e) ?? Conclusion(e, line[data]) ?? Fold(e);
        if (_divergence is null)
            Hash?.Add(line, e);
        return _divergence;
    }

    /// <summary>Says first what makes a line unreadable to anybody, then what makes it not canonical.</summary>
    static NotCanonical Worded(ReadOnlySpan<byte> line, NotCanonical refused)
    {
        byte[] canonical;
        try
        {
            canonical = StrictJson.Canonical(line);
        }
        catch (NotCanonical unreadable)
        {
            return unreadable;
        }
        if (line.SequenceEqual(canonical))
            return refused;
        var same = line.CommonPrefixLength(canonical);
        return new($"not canonical from byte {same} on: {refused.Message}", same);
    }

    Divergence? Order(in Recorded e)
    {
        if (e.Position != State.Head + 1)
            return Diverged(e, "position", $"{e.Position}", $"{State.Head + 1}");
        var version = State.Version(e.Stream) + 1;
        return e.Version == version ? null : Diverged(e, "version", $"{e.Version}", $"{version}");
    }

    Divergence? Rule(in Recorded e) =>
        LedgerRules.Forbid(State, e.Stream, e.Event) is { } refusal
            ? Diverged(e, refusal.Code, "the event stands here", $"{refusal.Message} ({refusal.Rule})")
            : null;

    Divergence? Conclusion(in Recorded e, ReadOnlySpan<byte> data)
    {
        if (LedgerRules.Recompute(State, e.Stream, e.Event) is not { } recomputed)
        {
            if (e.Event is PoolTaskImported)
                Trust("pool_imported", "Imported tasks of the pool bring their scores, which are taken as given.");
            return null;
        }
        if (recomputed.GetType() != e.Event.GetType())
            return Diverged(e, "type", EventTypes.Of(e.Event).Alias, EventTypes.Of(recomputed).Alias);
        if (IsSame(e.Event, recomputed))
        {
            Count(e);
            return null;
        }
        _again.Clear();
        EventTypes.Of(recomputed).Write(_again, recomputed);
        var (field, recorded, again) = FieldDifference.First(data, _again.Written)!.Value;
        return Diverged(e, field, recorded, again) with { RestsOn = LossBehind(e, field) };
    }

    bool IsSame(LedgerEvent recorded, LedgerEvent recomputed)
    {
        var type = EventTypes.Of(recorded);
        _noted.Clear();
        type.Note(_noted, recorded);
        _again.Clear();
        type.Note(_again, recomputed);
        return _again.Written.SequenceEqual(_noted.Written);
    }

    /// <summary>A verdict's row rests on one loss: either of the two may be the one that was changed.</summary>
    long? LossBehind(in Recorded e, string field)
    {
        const string rows = "rows[";
        if (e.Event is not TaskDecided decided || !field.StartsWith(rows, StringComparison.Ordinal))
            return null;
        var index = int.Parse(field.AsSpan(rows.Length, field.IndexOf(']', StringComparison.Ordinal) - rows.Length),
            System.Globalization.NumberStyles.None, System.Globalization.NumberFormatInfo.InvariantInfo);
        return State.TournamentOf(e.Stream) is Tournament.Running { Round: { } round }
            ? round.Find(decided.Task)?.Find(decided.Rows[index].Hotkey)?.LossPosition
            : null;
    }

    Divergence? Fold(in Recorded e)
    {
        try
        {
            State = LedgerState.Evolve(State, e);
            return null;
        }
        catch (CannotFollow impossible)
        {
            return Diverged(e, "order", "the event stands here", impossible.Reason);
        }
    }

    static Divergence Diverged(in Recorded e, string field, string recorded, string recomputed) =>
        new(e.Position, e.Stream, e.Version, EventTypes.Of(e.Event).Alias, field, recorded, recomputed);

    void Count(in Recorded e)
    {
        _conclusions++;
        switch (e.Event)
        {
            case WeightsDerived derived:
                _settings++;
                _weights += derived.Weights.Length;
                break;
            case NodeWeightsDerived derived:
                _settings++;
                _weights += derived.Weights.Length;
                break;
            case TournamentAnnounced announced:
                _tournaments++;
                if (announced.Origin == Origin.Imported)
                    Trust("imported", "Imported tournaments bring no commits, fees, runs or seeds: their losses "
                        + "and statuses are taken as given.");
                if (announced.DefendingChampion is { } && State.History(announced.Type).Completed.IsEmpty)
                    Trust("first_champion", "A first champion comes from before this ledger.");
                break;
            case RoundDrawn { Seed: null }:
                Trust("draw_given", "Draws made elsewhere are checked for entrants and sizes; they cannot be redone.");
                break;
            case RoundDrawn { Seed.Source: SeedSource.Block }:
                _draws++;
                Trust("block_hash", "A draw's seed is said to be the hash of a chain block; the chain is not asked.");
                break;
            case RoundDrawn:
                _draws++;
                break;
        }
    }

    void Trust(string code, string sentence) =>
        _trusted = _trusted.SetItem(
            code, new(code, sentence, _trusted.TryGetValue(code, out var known) ? known.Count + 1 : 1));
}
