using System.Buffers;
using System.Buffers.Binary;

namespace Gradients.Ledger.Log;

/// <summary>
/// Up to 256 consecutive entries, each behind its length as two bytes, big-endian. One that a log handed out is
/// verified against the checkpoint, and valid until the next is asked for.
/// </summary>
public sealed class EntryBundle
{
    readonly int[] _ends = new int[TilePath.Full];
    readonly TreeHash[] _hashes = new TreeHash[TilePath.Full];
    byte[] _buffer = [];

    /// <summary>The position of its first entry, from 1.</summary>
    public long First { get; private set; }

    public int Count { get; private set; }

    /// <summary>The bytes of entry <paramref name="i"/>, whose position is First + i.</summary>
    public ReadOnlySpan<byte> this[int i]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)i, (uint)Count);
            return _buffer.AsSpan((i == 0 ? 0 : _ends[i - 1]) + 2, EntryLength(i));
        }
    }

    int EntryLength(int i) => _ends[i] - (i == 0 ? 0 : _ends[i - 1]) - 2;

    /// <summary>Adds one entry to a bundle that is being written.</summary>
    /// <exception cref="ArgumentException">It is longer than an entry may be.</exception>
    public static void Append(IBufferWriter<byte> bundle, ReadOnlySpan<byte> entry)
    {
        if (entry.Length > Canonical.Envelope.MaxBytes)
            throw new ArgumentException($"an entry of {entry.Length} bytes does not fit into a log", nameof(entry));
        BinaryPrimitives.WriteUInt16BigEndian(bundle.GetSpan(2), (ushort)entry.Length);
        bundle.Advance(2);
        bundle.Write(entry);
    }

    /// <summary>Reads a bundle and compares every entry with its leaf in the tree, in order.</summary>
    /// <returns>The first entry, from 0, that is another than its leaf, and its hash; null: none is.</returns>
    /// <exception cref="BadLog">It is missing, ends early or goes on too long.</exception>
    internal (int Index, TreeHash Hash)? Read(LogSource source, TilePath path, ReadOnlySpan<TreeHash> leaves)
    {
        (First, Count) = (path.Position(), 0);
        var file = path;
        var length = source.ReadPart(ref file, ref _buffer, LogSource.MaxBundle, out var width);
        var at = 0;
        while (Count < width && Next(length, ref at))
        {
        }
        Hash();
        for (var i = 0; i < Count; i++)
            if (_hashes[i] != leaves[i])
                return (i, _hashes[i]);
        if (Count < width)
            throw new BadLog(file.ToString(), First + Count, "the bundle ends before the end of this entry");
        return file == path && at != length
            ? throw new BadLog(file.ToString(), First + width, "the bundle goes on after its last entry")
            : null;
    }

    void Hash()
    {
        if (LaneHasher.Own is { } lanes)
            lanes.Leaves(_buffer, _ends.AsSpan(0, Count), _hashes);
        else
            for (var i = 0; i < Count; i++)
                _hashes[i] = TreeHashing.Leaf(this[i]);
    }

    bool Next(int length, ref int at)
    {
        if (length - at < 2)
            return false;
        at += 2 + BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(at));
        if (at > length)
            return false;
        _ends[Count++] = at;
        return true;
    }
}
