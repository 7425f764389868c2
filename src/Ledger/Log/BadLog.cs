using System.Globalization;

namespace Gradients.Ledger.Log;

/// <summary>A log contradicts its checkpoint, its format or itself: the first place found.</summary>
/// <param name="path">The file within the log, such as <c>tile/entries/000.p/15</c> or <c>checkpoint</c>.</param>
/// <param name="position">Of the first entry it concerns, from 1; null: of none in particular.</param>
/// <param name="reason">In plain words.</param>
public sealed class BadLog(string path, long? position, string reason) : FormatException(Say(path, position, reason))
{
    public string Path => path;

    public long? Position => position;

    public string Reason => reason;

    static string Say(string path, long? position, string reason) => position is { } p
        ? string.Create(NumberFormatInfo.InvariantInfo, $"{path}: position {p}: {reason}")
        : $"{path}: {reason}";
}
