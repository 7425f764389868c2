using System.Globalization;

namespace Gradients.Ledger.Log;

/// <summary>
/// One file of a tiled log (C2SP tlog-tiles): <c>tile/L/N[.p/W]</c> holds 256 hashes of height 8 * L, a partial one W
/// of them; <c>tile/entries/N[.p/W]</c> the entries under the tile of level 0. N is written in groups of three digits,
/// all but the last after an x: 1234067 is x001/x234/067.
/// </summary>
/// <param name="Level">0 to 6, or <see cref="Entries"/>.</param>
/// <param name="Index">Of the tile within its level, from 0.</param>
/// <param name="Width">Hashes or entries in it, 1 to 256.</param>
public readonly record struct TilePath(int Level, long Index, int Width)
{
    /// <summary>The level of entry bundles.</summary>
    public const int Entries = -1;

    /// <summary>The width of a tile that never changes again.</summary>
    public const int Full = 256;

    public bool IsPartial => Width < Full;

    /// <summary>The file in which this part stands once the tile is full.</summary>
    public TilePath Whole => this with { Width = Full };

    /// <summary>The entries under a tile of level 0.</summary>
    public TilePath Bundle => this with { Level = Entries };

    /// <summary>The full tile whose root is hash <paramref name="i"/> of this one.</summary>
    public TilePath Child(int i) => new(Level - 1, Index * Full + i, Full);

    /// <summary>The position, from 1, of the first entry under hash <paramref name="i"/> of this tile.</summary>
    public long Position(int i = 0) => (Index * Full + i << Math.Max(0, Level) * 8) + 1;

    /// <summary>The tile as it stands in a tree of this size; width 0: the tree has no such tile.</summary>
    public static TilePath In(long size, int level, long index)
    {
        var nodes = size >> Math.Max(0, level) * 8;
        return new(level, index, (int)Math.Clamp(nodes - index * Full, 0, Full));
    }

    /// <summary>
    /// The partial tiles of a tree of this size, highest level first: together they hold the roots of all its whole
    /// subtrees, so its root follows from them.
    /// </summary>
    public static IEnumerable<TilePath> Edge(long size)
    {
        for (var level = 6; level >= 0; level--)
            if ((size >> level * 8) % Full is > 0 and var width)
                yield return new(level, size >> level * 8 >> 8, (int)width);
    }

    /// <summary>
    /// All files of a tree of this size in the order in which each is vouched for by one before it: the partial tiles,
    /// which the checkpoint vouches for, then under each hash the tile it is the root of, down to the entries.
    /// </summary>
    public static IEnumerable<TilePath> InOrder(long size) => Edge(size).Concat(Edge(size).SelectMany(Below));

    static IEnumerable<TilePath> Below(TilePath tile) => tile.Level == 0
        ? [tile.Bundle]
        : Enumerable.Range(0, tile.Width).Select(tile.Child).SelectMany(child => Below(child).Prepend(child));

    public override string ToString()
    {
        var digits = Index.ToString("000", NumberFormatInfo.InvariantInfo);
        digits = digits.PadLeft((digits.Length + 2) / 3 * 3, '0');
        var groups = new List<string>();
        for (var at = 0; at < digits.Length; at += 3)
            groups.Add($"{(at + 3 < digits.Length ? "x" : "")}{digits.AsSpan(at, 3)}");
        var level = Level == Entries ? "entries" : Level.ToString(NumberFormatInfo.InvariantInfo);
        var part = IsPartial ? string.Create(NumberFormatInfo.InvariantInfo, $".p/{Width}") : "";
        return $"tile/{level}/{string.Join('/', groups)}{part}";
    }

    /// <summary>Reads exactly the one text that <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out TilePath path)
    {
        path = default;
        var (width, cut) = (Full, text.IndexOf(".p/", StringComparison.Ordinal));
        if (cut >= 0)
        {
            if (!Log.Whole.TryParse(text[(cut + 3)..], Full - 1, out var part))
                return false;
            width = (int)part;
        }
        var parts = (cut < 0 ? text : text[..cut]).Split('/');
        if (parts.Length < 3 || width == 0)
            return false;
        var level = (long)Entries;
        var digits = string.Concat(parts.Skip(2)).Replace("x", "", StringComparison.Ordinal).TrimStart('0');
        if ((parts[1] != "entries" && !Log.Whole.TryParse(parts[1], 6, out level))
            || !Log.Whole.TryParse(digits.Length == 0 ? "0" : digits, Checkpoint.MaxSize, out var index))
            return false;
        path = new((int)level, index, width);
        return string.Equals(path.ToString(), text, StringComparison.Ordinal);
    }
}
