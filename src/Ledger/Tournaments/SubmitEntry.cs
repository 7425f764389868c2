using Gradients.Ledger.Hashing;

namespace Gradients.Ledger.Tournaments;

/// <summary>A miner enters, one entry a hotkey, with a repository at a fixed commit.</summary>
public static class SubmitEntry
{
    public const string Alias = "submit_entry";
    const int CommitDigits = 40;

    public static Refusal? Forbid(Tournament state, EntrySubmitted fact)
    {
        if (state is not Tournament.Open open)
            return Refusals.FieldNotOpen;
        if (fact.Hotkey == open.Terms.Book.Placeholder)
            return new("placeholder_enters", "2025.12 3: the placeholder takes part in every tournament",
                "The placeholder of the champion is a participant already and cannot enter.");
        if (open.Find(fact.Hotkey) is { Status: not EntryStatus.Refused })
            return new("already_entered", "ledger: one entry a hotkey", $"{fact.Hotkey} has entered before.");
        if (!open.Terms.IsImported && (fact.Repository is not { Length: > 0 } || fact.Commit is null))
            return new("entry_incomplete", "ledger: an entry names repository and commit",
                "An entry needs a repository and a commit.");
        if (fact.Commit is { } commit && !Hex.Is(commit, CommitDigits))
            return new("commit_malformed", "ledger: a commit is 40 hex digits",
                $"'{commit}' is not a commit: 40 lower-case hex digits are needed, a branch name is not enough.");
        return null;
    }

    /// <summary>Checked only when a command arrives: old data holds hotkeys that are no SS58 texts.</summary>
    internal static Refusal? ForbidArrival(Tournament state, EntrySubmitted fact)
    {
        if (state is not Tournament.Open { Terms.IsImported: false })
            return null;
        if (!Ss58.IsValid(fact.Hotkey.Text))
            return Refusals.NotSs58("hotkey", fact.Hotkey.Text);
        return fact.Coldkey is { } coldkey && !Ss58.IsValid(coldkey) ? Refusals.NotSs58("coldkey", coldkey) : null;
    }

    internal static Tournament Evolve(Tournament state, in Recorded e, EntrySubmitted fact)
    {
        if (state is not Tournament.Open open)
            throw new CannotFollow(e.Stream, e.Version, "an entry after the field closed");
        var entry = new Entry(fact, EntryStatus.Submitted, 0);
        // Somebody who was turned away enters again in the old place.
        return open.IndexOf(fact.Hotkey) is >= 0 and var place
            ? open.With(e, place, entry)
            : open with { Version = e.Version, Entries = open.Entries.Add(entry) };
    }
}
