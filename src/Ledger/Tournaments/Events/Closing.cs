using System.Collections.Immutable;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tournaments;

/// <summary>All tasks of a round are decided: who goes on and who is out, both in ordinal order.</summary>
public sealed record RoundClosed(ImmutableArray<Hotkey> Advanced, ImmutableArray<Hotkey> Eliminated, int Round)
    : TournamentEvent, IEvent<RoundClosed>
{
    public static string Alias => "round_closed";

    public static RoundClosed Pass<P>(ref P p, RoundClosed? e) where P : IPass, allows ref struct =>
        new(p.Hotkeys("advanced"u8, e?.Advanced ?? default),
            p.Hotkeys("eliminated"u8, e?.Eliminated ?? default),
            p.Count("round"u8, e?.Round ?? 0));
}

/// <summary>The champion keeps the title; its streak is now this long. Names the real champion, never the placeholder
/// unless nobody has held the title yet.</summary>
/// <param name="Margin">What a challenger had to win each task by, as a fraction of the boss's loss.</param>
/// <param name="Winner">The winner as stored: the placeholder, or the champion entered under its own hotkey.</param>
public sealed record ChampionDefended(Hotkey Champion, double Margin, int Streak, Hotkey Winner)
    : TournamentEvent, IEvent<ChampionDefended>
{
    public static string Alias => "champion_defended";

    public static ChampionDefended Pass<P>(ref P p, ChampionDefended? e) where P : IPass, allows ref struct =>
        new(p.Hotkey("champion"u8, e?.Champion),
            p.Number("margin"u8, e?.Margin ?? 0),
            p.Count("streak"u8, e?.Streak ?? 0),
            p.Hotkey("winner"u8, e?.Winner));
}

/// <summary>The challenger takes the title.</summary>
public sealed record ChampionDethroned(Hotkey Challenger, Hotkey Champion, double Margin)
    : TournamentEvent, IEvent<ChampionDethroned>
{
    public static string Alias => "champion_dethroned";

    public static ChampionDethroned Pass<P>(ref P p, ChampionDethroned? e) where P : IPass, allows ref struct =>
        new(p.Hotkey("challenger"u8, e?.Challenger),
            p.Hotkey("champion"u8, e?.Champion),
            p.Number("margin"u8, e?.Margin ?? 0));
}

/// <summary>The tournament is over and counts for weights from here on.</summary>
/// <param name="RealWinner">The winner, or the champion behind the placeholder.</param>
public sealed record TournamentCompleted(Completion By, Hotkey RealWinner, Hotkey Winner)
    : TournamentEvent, IEvent<TournamentCompleted>
{
    public static string Alias => "tournament_completed";

    public static TournamentCompleted Pass<P>(ref P p, TournamentCompleted? e) where P : IPass, allows ref struct =>
        new((Completion)p.Word("by"u8, (int)(e?.By ?? 0), Words.Completions),
            p.Hotkey("realWinner"u8, e?.RealWinner),
            p.Hotkey("winner"u8, e?.Winner));
}

/// <summary>The tournament ends without a result; nothing of it counts.</summary>
public sealed record TournamentCancelled(string Reason) : TournamentEvent, IEvent<TournamentCancelled>
{
    public static string Alias => "tournament_cancelled";

    public static TournamentCancelled Pass<P>(ref P p, TournamentCancelled? e) where P : IPass, allows ref struct =>
        new(p.Text("reason"u8, e?.Reason));
}

/// <summary>The winning code is kept for everybody to read.</summary>
public sealed record WinnerArchived(string Commit, string? Digest, Hotkey Hotkey, string Repository)
    : TournamentEvent, IEvent<WinnerArchived>
{
    public static string Alias => "winner_archived";

    public static WinnerArchived Pass<P>(ref P p, WinnerArchived? e) where P : IPass, allows ref struct =>
        new(p.OwnText("commit"u8, e?.Commit),
            p.OwnTextOrNone("digest"u8, e?.Digest),
            p.Hotkey("hotkey"u8, e?.Hotkey),
            p.Text("repository"u8, e?.Repository));
}
