using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tournaments;

/// <summary>Open the field of a new tournament.</summary>
/// <param name="FeeRao">The entry fee, where the rulebook leaves it to the announcement; else it may be left out.</param>
/// <param name="DefendingChampion">Only for imports whose earlier tournaments nobody kept; otherwise filled in.</param>
public sealed record AnnounceTournament(
    Completion Completion, Hotkey? DefendingChampion, Origin Origin, string Rulebook, TournamentType Type,
    long? FeeRao = null)
    : LedgerCommand, IPart<AnnounceTournament>
{
    public const string Alias = "announce_tournament";

    public static AnnounceTournament Pass<P>(ref P p, AnnounceTournament? c) where P : IPass, allows ref struct
    {
        var completion = (Completion)p.Word("completion"u8, (int)(c?.Completion ?? 0), Words.Completions);
        var champion = p.HotkeyOrNone("defendingChampion"u8, c?.DefendingChampion);
        var fee = p.IntegerOrNone("feeRao"u8, c?.FeeRao);
        return new(completion, champion,
            (Origin)p.Word("origin"u8, (int)(c?.Origin ?? 0), Words.Origins),
            p.Text("rulebook"u8, c?.Rulebook),
            (TournamentType)p.Word("type"u8, (int)(c?.Type ?? 0), Words.TournamentTypes))
        {
            FeeRao = fee,
        };
    }

    /// <summary>What other streams say when a tournament is announced.</summary>
    /// <param name="IsAdopted">The rulebook asked for was adopted.</param>
    /// <param name="Running">Another tournament of the type that has not ended, if any.</param>
    /// <param name="HasHistory">A tournament of the type was completed before.</param>
    /// <param name="Champion">Real winner of the type's latest completed tournament.</param>
    /// <param name="Streak">Wins in a row of that champion, or of the placeholder when there is none.</param>
    /// <param name="InForce">The newest rulebook adopted.</param>
    public readonly record struct Facts(
        bool IsAdopted, string? Running, bool HasHistory, Hotkey? Champion, int Streak, string? InForce);

    public static Decision Decide(Tournament state, AnnounceTournament command, Facts facts)
    {
        var announced = new TournamentAnnounced(
            command.Completion, facts.Champion ?? command.DefendingChampion,
            TournamentBook.Find(command.Rulebook)?.FeeRao(command.Type) ?? command.FeeRao ?? 0,
            command.Origin, command.Rulebook, facts.Streak, command.Type);
        if (command.FeeRao is { } fee && fee != announced.FeeRao)
            return new Decision.Refuse(new("fee_differs", $"{command.Rulebook}: entry by fee",
                $"The entry fee is {announced.FeeRao} RAO by the rulebook, not {fee}."));
        if (command.DefendingChampion is { } given && facts.HasHistory && given != facts.Champion)
            return new Decision.Refuse(new("champion_differs", "2025.12 4.7",
                $"The defending champion is {facts.Champion}, as the ledger shows, not {given}."));
        return Decision.Unless(Forbid(state, announced, facts), announced);
    }

    public static Refusal? Forbid(Tournament state, TournamentAnnounced fact, Facts facts)
    {
        if (state is not Tournament.Unannounced)
            return new("already_announced", "ledger: one stream a tournament", "This tournament was announced before.");
        if (facts.IsAdopted && TournamentBook.Find(fact.Rulebook) is null)
            return new("rulebook_not_played", "ledger: tournaments are recorded under rulebooks that decide them",
                $"No tournament can be recorded under rulebook {fact.Rulebook}: only its rules are known here.");
        if (TournamentBook.Find(fact.Rulebook) is not { } book || !facts.IsAdopted)
            return new("rulebook_not_adopted", "ledger: rules are adopted before they bind",
                $"Rulebook '{fact.Rulebook}' has not been adopted in this ledger.");
        // An older tournament was played when other rules held; a new one takes today's.
        if (fact.Origin == Origin.Recorded && fact.Rulebook != facts.InForce)
            return new("rulebook_not_in_force", "ledger: a tournament binds to the rulebook in force",
                $"Rulebook {facts.InForce} is in force, not {fact.Rulebook}.");
        if (fact.FeeRao < 0)
            return new("fee_malformed", "ledger: a fee is not negative", $"{fact.FeeRao} RAO is no fee.");
        if (!book.Plays(fact.Type))
            return new("type_not_played", $"{book.Id}: types of tournament",
                $"Rulebook {book.Id} has no {fact.Type} tournaments.");
        if (facts.Running is { } other)
            return new("type_already_running", "2025.12 4.11: tournaments of one type never overlap",
                $"{other} of the same type has not ended.");
        var mayBring = fact.Origin == Origin.Imported && !facts.HasHistory;
        if (!facts.HasHistory && fact.DefendingChampion is not null && !mayBring)
            return new("champion_unknown", "2025.12 4.7",
                "Only an imported tournament may bring a champion from before this ledger.");
        return null;
    }

    internal static Tournament Evolve(Tournament state, in Recorded e, TournamentAnnounced fact)
    {
        if (state is not Tournament.Unannounced)
            throw new CannotFollow(e.Stream, e.Version, "announced twice");
        if (TournamentBook.Find(fact.Rulebook) is null)
            throw new CannotFollow(e.Stream, e.Version, $"announced under '{fact.Rulebook}', which no program knows");
        return new Tournament.Open(e.Version, new(Streams.TournamentId(e.Stream), fact, e.Position), [], []);
    }
}
