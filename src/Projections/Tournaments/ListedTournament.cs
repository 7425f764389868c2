using System.Diagnostics;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections;

/// <summary>One tournament on its way through the list: announced, running, decided, completed or cancelled.</summary>
internal sealed class ListedTournament(in Recorded e, TournamentAnnounced fact)
{
    readonly string _id = Streams.TournamentId(e.Stream);
    readonly long _announced = e.Position;
    readonly long _at = e.At;
    readonly TournamentAnnounced _fact = fact;
    string _status = "announced";
    int? _entrants;
    int _round;
    string? _kind;

    /// <summary>As stored: perhaps the placeholder.</summary>
    string? _winner;

    /// <summary>Who holds the title after it.</summary>
    string? _champion;
    bool? _dethroned;

    public void Go(LedgerEvent happened)
    {
        switch (happened)
        {
            case FieldClosed closed:
                (_status, _entrants) = ("running", closed.Entrants.Length);
                break;
            case RoundDrawn drawn:
                (_round, _kind) = (drawn.Round, Cell.Of(drawn.Kind));
                break;
            case ChampionDefended title:
                (_status, _winner, _champion, _dethroned) = ("decided", title.Winner.Text, title.Champion.Text, false);
                break;
            case ChampionDethroned title:
                (_status, _winner, _champion, _dethroned) =
                    ("decided", title.Challenger.Text, title.Challenger.Text, true);
                break;
            case TournamentCompleted:
                _status = "completed";
                break;
            case TournamentCancelled:
                // What was decided before does not count any more.
                (_status, _champion, _dethroned) = ("cancelled", null, null);
                break;
            default:
                throw new UnreachableException($"{happened.GetType().Name} does not move a tournament on.");
        }
    }

    public ValueRow ToRow(in Recorded e, bool hasEnded) => new(TournamentList.Table,
    [
        _id,
        Cell.Of(_fact.Type),
        _fact.Rulebook,
        _fact.Origin == Origin.Imported ? "imported" : "recorded",
        _status,
        _entrants is { } entrants ? Cell.Of(entrants) : null,
        Cell.Of(_round),
        _kind,
        _fact.DefendingChampion?.Text,
        Cell.Of(_fact.Streak),
        _winner,
        _champion,
        Cell.Of(_dethroned),
        _announced,
        _at,
        hasEnded ? e.Position : null,
        hasEnded ? e.At : null,
        e.Position,
    ]);
}
