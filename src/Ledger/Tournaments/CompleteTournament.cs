using Gradients.Ledger.Canonical;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tournaments;

/// <summary>The operator draws the line: from here on the tournament counts for weights.</summary>
public sealed record CompleteTournament : LedgerCommand, IPart<CompleteTournament>
{
    public const string Alias = "complete_tournament";

    public static CompleteTournament Pass<P>(ref P p, CompleteTournament? c) where P : IPass, allows ref struct =>
        new();

    public static Decision Decide(Tournament state) =>
        state is Tournament.Decided decided
            ? Decision.Of(Conclude(decided.Course.Terms, decided.Winner))
            : new Decision.Refuse(NotDecided);

    static Refusal NotDecided { get; } =
        new("not_decided", "2025.12 4.7: a tournament is completed after its title is decided",
            "The title of this tournament is not decided, or it has ended already.");

    public static Refusal? Forbid(Tournament state) => state is Tournament.Decided ? null : NotDecided;

    /// <summary>Who draws the line was announced; it is not the recorder's choice.</summary>
    internal static TournamentCompleted Conclude(Terms terms, Hotkey winner) =>
        new(terms.Announcement.Completion, RealWinner.Of(winner, terms.Announcement.DefendingChampion) ?? winner, winner);

    internal static Tournament Evolve(Tournament state, in Recorded e, TournamentCompleted fact)
    {
        if (state is not Tournament.Decided decided)
            throw new CannotFollow(e.Stream, e.Version, "completed before its title was decided");
        return new Tournament.Completed(e.Version, decided.Course.Terms.Id, fact.Winner, fact.RealWinner, false);
    }
}
