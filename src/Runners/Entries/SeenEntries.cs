using System.Collections.Immutable;

namespace Gradients.Runners.Entries;

/// <summary>The entries of one tournament in the order they were accepted: the first of equal ones stays.</summary>
public sealed record SeenEntries(ImmutableArray<SeenEntries.Seen> Entries)
{
    public static SeenEntries None { get; } = new([]);

    public sealed record Seen(string Hotkey, string Commit, string TreeDigest, string SourceDigest);

    public SeenEntries With(string hotkey, CheckedEntry entry) =>
        new(Entries.Add(new(hotkey, entry.Commit, entry.TreeDigest, entry.SourceDigest)));

    /// <returns>The refusal that names whose entry this one repeats; null if it is new.</returns>
    public EntryVerdict.Refused? FindDuplicate(string hotkey, CheckedEntry entry)
    {
        foreach (var seen in Entries)
        {
            if (seen.Hotkey == hotkey)
                continue; // A miner may enter again with what it had.
            var reason = seen.Commit == entry.Commit ? EntryReasons.DuplicateCommit
                : seen.TreeDigest == entry.TreeDigest ? EntryReasons.DuplicateTree
                : seen.SourceDigest == entry.SourceDigest ? EntryReasons.DuplicateSource
                : null;
            if (reason is not null)
                return new(reason, seen.Hotkey);
        }
        return null;
    }
}
