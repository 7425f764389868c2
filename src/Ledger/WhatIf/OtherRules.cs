using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Ledger.WhatIf;

/// <summary>
/// Recorded facts replayed in memory under another rulebook. Where its verdicts lead to the same next round, the facts
/// of that round hold and the tournament goes on; where they do not, nobody knows what would have been played, this is
/// said, and the tournament keeps its recorded outcome. Nothing of it is ever recorded.
/// </summary>
/// <param name="rulebook">Whose rules are tried; one that plays tournaments.</param>
/// <param name="from">Tournaments announced and weights derived from this position on are judged anew.</param>
public sealed class OtherRules(string rulebook, long from)
{
    readonly List<OtherOutcome> _outcomes = [];
    readonly List<OtherWeights> _weights = [];
    readonly Dictionary<string, Trial> _trials = new(StringComparer.Ordinal);
    LedgerState _state = LedgerState.Empty;

    /// <summary>One for each tournament whose title was decided, in that order.</summary>
    public IReadOnlyList<OtherOutcome> Outcomes => _outcomes;

    /// <summary>One for each weight setting.</summary>
    public IReadOnlyList<OtherWeights> Weights => _weights;

    /// <summary>How a tournament stands under the other rules.</summary>
    /// <param name="Reason">Why it keeps its recorded outcome from here on, if it does.</param>
    sealed record Trial(string? Reason);

    /// <summary>One recorded event, in the ledger's order.</summary>
    public void Fold(in Recorded e)
    {
        switch (e.Event)
        {
            case TournamentAnnounced announced:
                Announce(e, announced);
                break;
            case WeightsDerived or NodeWeightsDerived when e.Position >= from:
                Derive(e, (WeightsEvent)e.Event);
                break;
            case WeightsEvent when e.Position >= from:
                break; // What was sent and seen on the chain is about the recorded weights, not about these.
            case TournamentEvent fact when _trials.TryGetValue(e.Stream, out var trial) && trial.Reason is null:
                Judge(e, fact);
                break;
            default:
                Put(e, Corrected(e.Stream, e.Event));
                break;
        }
    }

    void Announce(in Recorded e, TournamentAnnounced announced)
    {
        var history = _state.History(announced.Type);
        if (!history.Completed.IsEmpty)
            announced = announced with { DefendingChampion = history.Champion, Streak = history.Streak };
        if (e.Position >= from && announced.Rulebook != rulebook)
        {
            var plays = TournamentBook.Find(rulebook)!.Plays(announced.Type);
            _trials[e.Stream] = new(plays ? null : $"rulebook {rulebook} has no such tournaments");
            if (plays)
                announced = announced with { Rulebook = rulebook };
        }
        Put(e, announced);
    }

    void Judge(in Recorded e, TournamentEvent fact)
    {
        var tournament = _state.TournamentOf(e.Stream);
        switch (fact, tournament)
        {
            case (BossTaskJudged, _):
                break; // The other book judges again with the verdict, or not at all.
            case (TaskDecided decided, Tournament.Running { Round: { } round } running):
                foreach (var concluded in running.Terms.Book.Decide(running, round.Find(decided.Task)!))
                    Put(e, concluded);
                break;
            case (RoundClosed closed, Tournament.Running { Round: { } round } running):
                Close(e, closed, running, round);
                break;
            case (ChampionDefended or ChampionDethroned, Tournament.Running running):
                Put(e, CloseRound.Crown(running.Terms, CloseRound.StoredWinner(running)));
                Note(e, fact, null);
                break;
            case (TournamentCompleted, Tournament.Decided decided):
                Put(e, CompleteTournament.Conclude(decided.Course.Terms, decided.Winner));
                break;
            default:
                Put(e, fact);
                break;
        }
    }

    /// <summary>The round under the other rules; if others would go on, what they would have played is unknown.</summary>
    void Close(in Recorded e, RoundClosed recorded, Tournament.Running running, Round round)
    {
        var book = running.Terms.Book;
        // An older tournament poses other tasks than these rules ask for: their number is not held against it.
        var lenient = running.Terms with { Announcement = running.Terms.Announcement with { Origin = Origin.Imported } };
        var reason = book.ForbidClose(lenient, round)?.Message;
        if (reason is null)
        {
            var closed = CloseRound.Conclude(running);
            if (round.IsBossRound || closed.Advanced.AsSpan().SequenceEqual(recorded.Advanced.AsSpan()))
            {
                Put(e, closed);
                return;
            }
            reason = $"after round {round.Number} {Named(closed, recorded)}: what they would have played is unknown";
        }
        _trials[e.Stream] = new(reason);
        Put(e, recorded);
    }

    static string Named(RoundClosed other, RoundClosed recorded)
    {
        var more = other.Advanced.Where(hotkey => !recorded.Advanced.Contains(hotkey)).ToArray();
        var less = recorded.Advanced.Where(hotkey => !other.Advanced.Contains(hotkey)).ToArray();
        return (more.Length == 0 ? "nobody else would go on" : $"{string.Join(", ", more)} would go on")
            + (less.Length == 0 ? "" : $", not {string.Join(", ", less)}");
    }

    /// <summary>An event of a tournament that keeps its outcome; its title is told by the events that stand.</summary>
    LedgerEvent Corrected(string stream, LedgerEvent e) => (e, _state.TournamentOf(stream)) switch
    {
        (ChampionDefended or ChampionDethroned, Tournament.Running running) => Kept(stream, e, running),
        (TournamentCompleted, Tournament.Decided decided) =>
            CompleteTournament.Conclude(decided.Course.Terms, decided.Winner),
        _ => e,
    };

    /// <summary>The recorded winner against the champion that these rules know.</summary>
    TournamentEvent Kept(string stream, LedgerEvent e, Tournament.Running running)
    {
        var crowned = CloseRound.Crown(running.Terms, WinnerOf(e));
        if (_trials.TryGetValue(stream, out var trial))
            _outcomes.Add(new(Streams.TournamentId(stream), RealOf(e), RealOf(crowned), trial.Reason));
        return crowned;
    }

    void Note(in Recorded e, TournamentEvent recorded, string? reason)
    {
        if (_state.TournamentOf(e.Stream) is Tournament.Decided decided)
            _outcomes.Add(new(Streams.TournamentId(e.Stream), RealOf(recorded),
                CompleteTournament.Conclude(decided.Course.Terms, decided.Winner).RealWinner, reason));
    }

    static Hotkey WinnerOf(LedgerEvent e) =>
        e is ChampionDefended defended ? defended.Winner : ((ChampionDethroned)e).Challenger;

    static Hotkey RealOf(LedgerEvent e) =>
        e is ChampionDefended defended ? defended.Champion : ((ChampionDethroned)e).Challenger;

    void Derive(in Recorded e, WeightsEvent recorded)
    {
        var metagraph = _state.Metagraph(Streams.Metagraph(Streams.Netuid(e.Stream)))!;
        var other = VectorSetting.Of(rulebook, _state, metagraph);
        _weights.Add(new(e.Position, Streams.Netuid(e.Stream), OtherWeight.Between(recorded, other), other.Unpaid));
        Put(e, other.ToEvent());
    }

    /// <summary>Folds an event where this ledger has come to: it may have more or fewer than the recorded one.</summary>
    void Put(in Recorded e, LedgerEvent other) => _state = LedgerState.Evolve(_state,
        new(_state.Head + 1, e.Stream, _state.Version(e.Stream) + 1, e.At, e.Causation, other));
}
