using Gradients.Ledger.Hashing;

namespace Gradients.Ledger.Tournaments;

/// <summary>The winning code of a completed tournament is kept where everybody can read it.</summary>
public static class ArchiveWinner
{
    public const string Alias = "archive_winner";
    const int CommitDigits = 40;

    public static Refusal? Forbid(Tournament state, WinnerArchived fact)
    {
        if (state is not Tournament.Completed { IsArchived: false } completed)
            return new("nothing_to_archive", "ledger: a completed tournament's winner is archived once",
                "The tournament is not completed, or its winner was archived already.");
        if (fact.Hotkey != completed.RealWinner)
            return new("not_the_winner", "2025.12 4.7", $"The winner is {completed.RealWinner}, not {fact.Hotkey}.");
        return Hex.Is(fact.Commit, CommitDigits)
            ? null
            : new("commit_malformed", "ledger: a commit is 40 hex digits", $"'{fact.Commit}' is not a commit.");
    }

    internal static Tournament Evolve(Tournament state, in Recorded e) =>
        state is Tournament.Completed completed
            ? completed with { Version = e.Version, IsArchived = true }
            : throw new CannotFollow(e.Stream, e.Version, "a winner is archived before there is one");
}
