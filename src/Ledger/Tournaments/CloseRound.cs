using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tournaments;

/// <summary>All tasks of the running round are decided: say who goes on and who is out, and at the end who reigns.</summary>
/// <param name="Round">The round that is meant, from 1; null for the one that runs.</param>
public sealed record CloseRound(long? Round = null) : LedgerCommand, IPart<CloseRound>
{
    public const string Alias = "close_round";

    public static CloseRound Pass<P>(ref P p, CloseRound? c) where P : IPass, allows ref struct =>
        new(p.IntegerOrNone("round"u8, c?.Round));

    public static Decision Decide(Tournament state, CloseRound command)
    {
        if (Forbid(state) is { } refusal)
            return new Decision.Refuse(refusal);
        var running = (Tournament.Running)state;
        if (command.Round is { } meant && meant != running.Round!.Number)
            return new Decision.Refuse(new("round_not_running", "2025.12 4.7: rounds are closed in their order",
                $"Round {running.Round.Number} is running, not round {meant}."));
        var closed = Conclude(running);
        // A round without winners ends the tournament like the boss round does (rule 4.7).
        if (!running.Round!.IsBossRound && !closed.Advanced.IsEmpty)
            return Decision.Of(closed);
        var winner = closed.Advanced.IsEmpty ? running.Terms.Book.Placeholder : closed.Advanced[0];
        var title = Crown(running.Terms, winner);
        return running.Terms.Announcement.Completion == Completion.Automatic
            ? Decision.Of(closed, title, CompleteTournament.Conclude(running.Terms, winner))
            : Decision.Of(closed, title);
    }

    public static Refusal? Forbid(Tournament state)
    {
        if (state is not Tournament.Running { Round: { } round } running)
            return Refusals.NoRoundRunning;
        if (round.Tasks.FirstOrDefault(task => !task.IsDecided && !task.IsReplaced) is { } open)
            return new("tasks_undecided", "2025.12 4.7: a round closes when all its tasks are decided",
                $"Task '{open.Id}' is not decided.");
        return running.Terms.Book.ForbidClose(running.Terms, round);
    }

    /// <summary>Recomputed from the losses, never taken from a stored verdict.</summary>
    internal static RoundClosed Conclude(Tournament.Running running)
    {
        var round = running.Round!;
        var book = running.Terms.Book;
        var winners = book.Winners(running.Terms, round);
        var eliminated = ImmutableArray.CreateBuilder<Hotkey>();
        foreach (var participant in running.Participants)
            if (participant.IsAlive && !winners.Contains(participant.Hotkey)
                && book.Eliminates(round, participant.Hotkey))
                eliminated.Add(participant.Hotkey);
        eliminated.Sort(static (left, right) => left.CompareTo(right));
        return new(winners, eliminated.DrainToImmutable(), round.Number);
    }

    /// <summary>The title event that a stored winner leads to.</summary>
    internal static TournamentEvent Crown(Terms terms, Hotkey winner)
    {
        var announced = terms.Announcement;
        var champion = announced.DefendingChampion ?? terms.Book.Placeholder;
        return RealWinner.Of(winner, announced.DefendingChampion) == champion
            ? new ChampionDefended(champion, terms.Book.Margin(terms), announced.Streak + 1, winner)
            : new ChampionDethroned(winner, champion, terms.Book.Margin(terms));
    }

    internal static Tournament Evolve(Tournament state, in Recorded e, RoundClosed fact)
    {
        if (state is not Tournament.Running { Round: { } round } running)
            throw new CannotFollow(e.Stream, e.Version, "a round is closed while none is running");
        var counting = round.Tasks.Where(task => !task.IsReplaced).ToArray();
        var decided = ImmutableCollectionsMarshal.AsImmutableArray(Array.ConvertAll(counting, task =>
            new DecidedTask(task.Id, task.Posed.Type, task.Verdict?.Winner, task.VerdictPosition)));
        var closed = new ClosedRound(round.Number, round.Kind, fact.Advanced, decided)
        {
            Groups = running.Terms.Book.Remember(running.Terms, round),
        };
        return running with
        {
            Version = e.Version,
            Participants = Eliminate(running.Participants, fact.Eliminated, round.Number),
            Past = running.Past.Add(closed),
            Round = null,
            FinalTasks = round.IsBossRound
                ? [.. counting.Select(task => task with { Dossier = task.Dossier?.WithoutBulk })]
                : [],
        };
    }

    static ImmutableArray<Participant> Eliminate(
        ImmutableArray<Participant> participants, ImmutableArray<Hotkey> eliminated, int round) =>
        ImmutableArray.CreateRange(participants, p => eliminated.Contains(p.Hotkey) ? new(p.Hotkey, round) : p);

    internal static Tournament Evolve(Tournament state, in Recorded e, Hotkey winner)
    {
        if (state is not Tournament.Running { IsPlayedOut: true } running)
            throw new CannotFollow(e.Stream, e.Version, "a champion is named while rounds are to be played");
        return new Tournament.Decided(e.Version, running with { Version = e.Version }, winner);
    }

    /// <summary>The stored winner that the closed rounds of a played-out tournament lead to.</summary>
    internal static Hotkey StoredWinner(Tournament.Running running) =>
        running.Past[^1].Winners.IsEmpty ? running.Terms.Book.Placeholder : running.Past[^1].Winners[0];
}
