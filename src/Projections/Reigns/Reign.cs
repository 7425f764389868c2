using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections;

/// <summary>One reign over the title of a type.</summary>
/// <param name="Number">Counts the reigns of a type from 1.</param>
/// <param name="Tournament">Where it began; absent when that was before this ledger.</param>
/// <param name="Since">Position where it began; absent likewise.</param>
/// <param name="Streak">Completed tournaments won in a row (rule 4.11).</param>
internal sealed record Reign(
    TournamentType Type, int Number, Hotkey Champion, string? Tournament, long? Since, int Defences, int Streak)
{
    /// <summary>The first reign of a type: the placeholder's where nobody took the vacant title (surprise 8).</summary>
    public static Reign First(in Recorded e, TournamentType type, Hotkey champion) => Begin(e, type, 1, champion);

    /// <summary>An import may bring a champion whose reign, and whose wins, lie before this ledger.</summary>
    public static Reign Brought(TournamentType type, Hotkey champion) => new(type, 1, champion, null, null, 0, 0);

    static Reign Begin(in Recorded e, TournamentType type, int number, Hotkey champion) =>
        new(type, number, champion, Streams.TournamentId(e.Stream), e.Position, Defences: 0, Streak: 1);

    public Reign Defend(in Recorded e, ChampionDefended title)
    {
        if (title.Champion != Champion || title.Streak != Streak + 1)
            throw new CannotFollow(e.Stream, e.Version,
                $"{title.Champion} wins number {title.Streak} in a row, {Champion} reigns with {Streak}");
        return this with { Defences = Defences + 1, Streak = title.Streak };
    }

    /// <summary>The reign of the challenger that ends this one.</summary>
    public Reign Succeed(in Recorded e, ChampionDethroned title) => title.Champion == Champion
        ? Begin(e, Type, Number + 1, title.Challenger)
        : throw new CannotFollow(e.Stream, e.Version, $"{title.Champion} is dethroned, {Champion} reigns");

    /// <param name="book">Of the rulebook in force: the next challenger plays under it.</param>
    public ValueRow Running(in Recorded e, TournamentBook book) => ToRow(
        Type == TournamentType.Environment ? null : book.Margin(Streak), null, null, e.Position);

    /// <summary>The reign ended with this event; nobody challenges it any more.</summary>
    public ValueRow Ended(in Recorded e) => ToRow(null, Streams.TournamentId(e.Stream), e.Position, e.Position);

    ValueRow ToRow(double? margin, string? untilTournament, long? until, long position) => new(ChampionReigns.Table,
    [
        Cell.Of(Type),
        Cell.Of(Number),
        Champion.Text,
        Tournament,
        Cell.Of(Since),
        Cell.Of(Defences),
        Cell.Of(Streak),
        Cell.Of(margin),
        untilTournament,
        Cell.Of(until),
        position,
    ]);
}
