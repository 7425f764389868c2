using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger;

/// <summary>
/// Tournaments that have ended, by stream, with what late facts need. A ledger has many and they are hardly ever asked
/// for, so each is kept as some ninety bytes: whole streams in the order of their UTF-8, in runs of a few kilobytes.
/// </summary>
public sealed class EndedTournaments
{
    public static readonly EndedTournaments None = new(ImmutableList<ImmutableArray<byte>>.Empty);

    const int LongestRun = 4096;

    /// <summary>Before each entry stand its length with both numbers, and the length of its stream.</summary>
    const int Heading = 2 * sizeof(int);

    EndedTournaments(ImmutableList<ImmutableArray<byte>> runs) => Runs = runs;

    ImmutableList<ImmutableArray<byte>> Runs { get; }

    [Flags]
    enum Said : byte
    {
        Cancelled = 0,
        Completed = 1,
        Archived = 2,
        WonByPlaceholder = 4,
        WonByAnother = 8,
    }

    /// <summary>How a stream's tournament ended; null: none did there.</summary>
    public Tournament? Find(string stream)
    {
        var key = Encoding.UTF8.GetBytes(stream);
        if (RunOf(key) is not (>= 0 and var place))
            return null;
        var run = Runs[place].AsSpan();
        var (start, end) = Seek(run, key);
        return start == end ? null : Unpacked(stream, run[(start + Heading + key.Length)..end]);
    }

    /// <summary>With one more, or with more said of one that is here.</summary>
    internal EndedTournaments With(string stream, Tournament ended)
    {
        var key = Encoding.UTF8.GetBytes(stream);
        var entry = Packed(key, ended);
        if (Runs.IsEmpty)
            return new([[.. entry]]);
        var place = Math.Max(RunOf(key), 0);
        var run = Runs[place].AsSpan();
        var (start, end) = Seek(run, key);
        // Names that count upwards fill their runs; splitting would leave each half empty.
        if (start == run.Length && run.Length + entry.Length > LongestRun)
            return new(Runs.Insert(place + 1, [.. entry]));
        ImmutableArray<byte> grown = [.. run[..start], .. entry, .. run[end..]];
        var middle = grown.Length <= LongestRun ? grown.Length : Boundary(grown.AsSpan());
        return middle == grown.Length
            ? new(Runs.SetItem(place, grown))
            : new(Runs.SetItem(place, grown[..middle]).Insert(place + 1, grown[middle..]));
    }

    /// <summary>The last run that begins with this stream or an earlier one; -1: all begin later.</summary>
    int RunOf(ReadOnlySpan<byte> key)
    {
        var (from, to) = (0, Runs.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (Key(Runs[middle].AsSpan()).SequenceCompareTo(key) <= 0)
                from = middle + 1;
            else
                to = middle;
        }
        return from - 1;
    }

    /// <summary>Where a stream's entry is, or, empty, where it belongs.</summary>
    static (int Start, int End) Seek(ReadOnlySpan<byte> run, ReadOnlySpan<byte> key)
    {
        var at = 0;
        while (at < run.Length)
        {
            var order = Key(run[at..]).SequenceCompareTo(key);
            if (order >= 0)
                return (at, order == 0 ? at + Length(run[at..]) : at);
            at += Length(run[at..]);
        }
        return (at, at);
    }

    /// <summary>The first end of an entry at or behind the middle.</summary>
    static int Boundary(ReadOnlySpan<byte> run)
    {
        var at = 0;
        while (at < run.Length / 2)
            at += Length(run[at..]);
        return at;
    }

    static int Length(ReadOnlySpan<byte> entry) => BinaryPrimitives.ReadInt32LittleEndian(entry);

    static ReadOnlySpan<byte> Key(ReadOnlySpan<byte> entry) =>
        entry.Slice(Heading, BinaryPrimitives.ReadInt32LittleEndian(entry[sizeof(int)..]));

    static byte[] Packed(byte[] key, Tournament ended)
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes);
        to.Write(0);
        to.Write(key.Length);
        to.Write(key);
        to.Write7BitEncodedInt64(ended.Version);
        if (ended is Tournament.Completed completed)
        {
            var winner = completed.Winner == completed.RealWinner ? default
                : completed.Winner == Constants2025_12.Placeholder ? Said.WonByPlaceholder : Said.WonByAnother;
            to.Write((byte)(Said.Completed | winner | (completed.IsArchived ? Said.Archived : default)));
            to.Write(completed.RealWinner.Text);
            if (winner == Said.WonByAnother)
                to.Write(completed.Winner.Text);
        }
        else
        {
            to.Write((byte)Said.Cancelled);
        }
        to.Flush();
        var entry = bytes.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(entry, entry.Length);
        return entry;
    }

    static Tournament Unpacked(string stream, ReadOnlySpan<byte> packed)
    {
        using var from = new BinaryReader(new MemoryStream(packed.ToArray()));
        var version = from.Read7BitEncodedInt64();
        var said = (Said)from.ReadByte();
        var id = Streams.TournamentId(stream);
        if (said == Said.Cancelled)
            return new Tournament.Cancelled(version, id);
        var real = new Hotkey(from.ReadString());
        var winner = said.HasFlag(Said.WonByPlaceholder) ? Constants2025_12.Placeholder
            : said.HasFlag(Said.WonByAnother) ? new(from.ReadString()) : real;
        return new Tournament.Completed(version, id, winner, real, said.HasFlag(Said.Archived));
    }
}
