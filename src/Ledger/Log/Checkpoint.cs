using System.Globalization;

namespace Gradients.Ledger.Log;

/// <summary>
/// What a log says of itself at one moment (C2SP tlog-checkpoint): its origin, how many entries it has, and the root of
/// the tree over them. Three lines and no others: extension lines are refused.
/// </summary>
/// <param name="Origin">The name of the log, one line.</param>
/// <param name="Size">Entries, 0 to 2^53.</param>
/// <param name="Root">Of the tree over all of them.</param>
public sealed record Checkpoint(string Origin, long Size, TreeHash Root)
{
    /// <summary>Positions are JSON numbers in entries, exact to here.</summary>
    public const long MaxSize = 1L << 53;

    /// <exception cref="FormatException">The text is no checkpoint; the message says why.</exception>
    public static Checkpoint Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length != 4 || lines[3].Length != 0)
            throw new FormatException("a checkpoint has three lines: origin, size, root; no more are accepted here");
        if (lines[0].Length == 0)
            throw new FormatException("the checkpoint's origin is empty");
        if (!Whole.TryParse(lines[1], MaxSize, out var size))
            throw new FormatException("the checkpoint's size is not a whole number in plain decimal");
        if (!TreeHash.TryParse(lines[2], out var root))
            throw new FormatException("the checkpoint's root is not base64 of 32 bytes");
        if (size == 0 && root != TreeHashing.Empty)
            throw new FormatException("the checkpoint's size is 0, but its root is not that of an empty tree");
        return new(lines[0], size, root);
    }

    /// <summary>The text that is signed.</summary>
    public override string ToString() =>
        string.Create(NumberFormatInfo.InvariantInfo, $"{Origin}\n{Size}\n{Root}\n");
}
