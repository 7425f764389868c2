using System.Collections.Immutable;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tournaments;

/// <summary>What happens within one tournament.</summary>
public abstract record TournamentEvent : LedgerEvent
{
    private protected TournamentEvent()
    {
    }
}

/// <summary>A tournament opens its field.</summary>
/// <param name="FeeRao">Entry fee in RAO (10^-9 TAO) that an entrant must have paid to be accepted.</param>
/// <param name="DefendingChampion">Real winner of the type's latest completed tournament; absent for the first.</param>
/// <param name="Streak">Wins in a row of the champion (or of the placeholder) when this was announced.</param>
public sealed record TournamentAnnounced(
    Completion Completion, Hotkey? DefendingChampion, long FeeRao, Origin Origin, string Rulebook, int Streak,
    TournamentType Type) : TournamentEvent, IEvent<TournamentAnnounced>
{
    public static string Alias => "tournament_announced";

    public static TournamentAnnounced Pass<P>(ref P p, TournamentAnnounced? e) where P : IPass, allows ref struct =>
        new((Completion)p.Word("completion"u8, (int)(e?.Completion ?? 0), Words.Completions),
            p.HotkeyOrNone("defendingChampion"u8, e?.DefendingChampion),
            p.Integer("feeRao"u8, e?.FeeRao ?? 0),
            (Origin)p.Word("origin"u8, (int)(e?.Origin ?? 0), Words.Origins),
            p.Text("rulebook"u8, e?.Rulebook),
            p.Count("streak"u8, e?.Streak ?? 0),
            (TournamentType)p.Word("type"u8, (int)(e?.Type ?? 0), Words.TournamentTypes));
}

/// <summary>A miner enters training code: a repository at a fixed commit of 40 hex digits.</summary>
public sealed record EntrySubmitted(string? Coldkey, string? Commit, Hotkey Hotkey, string? Repository)
    : TournamentEvent, IEvent<EntrySubmitted>
{
    public static string Alias => "entry_submitted";

    public static EntrySubmitted Pass<P>(ref P p, EntrySubmitted? e) where P : IPass, allows ref struct =>
        new(p.TextOrNone("coldkey"u8, e?.Coldkey),
            p.OwnTextOrNone("commit"u8, e?.Commit),
            p.Hotkey("hotkey"u8, e?.Hotkey),
            p.TextOrNone("repository"u8, e?.Repository));
}

/// <summary>An entry fee arrived, in RAO (10^-9 TAO).</summary>
public sealed record EntryFeePaid(long AmountRao, Hotkey Hotkey, string? Transaction)
    : TournamentEvent, IEvent<EntryFeePaid>
{
    public static string Alias => "entry_fee_paid";

    public static EntryFeePaid Pass<P>(ref P p, EntryFeePaid? e) where P : IPass, allows ref struct =>
        new(p.Integer("amountRao"u8, e?.AmountRao ?? 0),
            p.Hotkey("hotkey"u8, e?.Hotkey),
            p.OwnTextOrNone("transaction"u8, e?.Transaction));
}

/// <summary>An entry takes part.</summary>
public sealed record EntryAccepted(Hotkey Hotkey) : TournamentEvent, IEvent<EntryAccepted>
{
    public static string Alias => "entry_accepted";

    public static EntryAccepted Pass<P>(ref P p, EntryAccepted? e) where P : IPass, allows ref struct =>
        new(p.Hotkey("hotkey"u8, e?.Hotkey));
}

/// <summary>An entry does not take part, for a reason code and perhaps a detail such as the offending file.</summary>
public sealed record EntryRefused(string? Detail, Hotkey Hotkey, string Reason) : TournamentEvent, IEvent<EntryRefused>
{
    public static string Alias => "entry_refused";

    public static EntryRefused Pass<P>(ref P p, EntryRefused? e) where P : IPass, allows ref struct =>
        new(p.TextOrNone("detail"u8, e?.Detail),
            p.Hotkey("hotkey"u8, e?.Hotkey),
            p.Text("reason"u8, e?.Reason));
}

/// <summary>The accepted entrants, in the order of their acceptance. The placeholder is a participant besides.</summary>
public sealed record FieldClosed(ImmutableArray<Hotkey> Entrants) : TournamentEvent, IEvent<FieldClosed>
{
    public static string Alias => "field_closed";

    public static FieldClosed Pass<P>(ref P p, FieldClosed? e) where P : IPass, allows ref struct =>
        new(p.Hotkeys("entrants"u8, e?.Entrants ?? default));
}
