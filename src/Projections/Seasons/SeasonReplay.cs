using Gradients.Ledger.Commands;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Projections.Seasons;

/// <summary>A season sent through the real commands and the log in memory, and what came out of it.</summary>
public sealed class SeasonReplay
{
    readonly Dictionary<string, FinishedTournament> _finished = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<ReplayedRound>> _rounds = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> _streaks = new(StringComparer.Ordinal);
    readonly Dictionary<string, TournamentCompleted> _results = new(StringComparer.Ordinal);
    readonly Dictionary<string, TournamentAnnounced> _announced = new(StringComparer.Ordinal);
    readonly List<WeightSetting> _settings = [];

    SeasonReplay(Season season) => Season = season;

    public Season Season { get; }

    public MemoryLedger Ledger { get; } = new();

    /// <summary>Every weight setting, in order.</summary>
    public IReadOnlyList<WeightSetting> Settings => _settings;

    /// <exception cref="SeasonException">A fact of the season is refused; the message names the rule.</exception>
    public static SeasonReplay Of(Season season)
    {
        var replay = new SeasonReplay(season);
        foreach (var line in SeasonCommands.Of(season))
            replay.Send(line);
        return replay;
    }

    public TournamentAnnounced Announced(SeasonTournament t) => _announced[Streams.Tournament(t.Id)];

    public TournamentCompleted? Result(SeasonTournament t) => _results.GetValueOrDefault(Streams.Tournament(t.Id));

    public FinishedTournament? Finished(SeasonTournament t) => _finished.GetValueOrDefault(Streams.Tournament(t.Id));

    public int StreakAfter(SeasonTournament t) => _streaks.GetValueOrDefault(Streams.Tournament(t.Id));

    public IReadOnlyList<ReplayedRound> Rounds(SeasonTournament t) =>
        _rounds.GetValueOrDefault(Streams.Tournament(t.Id)) ?? [];

    void Send(CommandLine line)
    {
        var before = Ledger.State;
        switch (Ledger.Handle(line, line.At!.Value))
        {
            case Answer.Refused refused:
                throw new SeasonException(line.RefusedBy(refused.Refusal), refused: true);
            case Answer.Accepted accepted:
                foreach (var e in accepted.Events)
                    Note(before, e);
                break;
        }
    }

    void Note(LedgerState before, in Recorded e)
    {
        switch (e.Event)
        {
            case TournamentAnnounced announced:
                _announced[e.Stream] = announced;
                _rounds[e.Stream] = [];
                break;
            case TaskDecided decided:
                _rounds[e.Stream] = Verdicts(e.Stream, decided);
                break;
            case RoundDrawn drawn:
                _rounds[e.Stream].Add(new(drawn.Kind, new(StringComparer.Ordinal)));
                break;
            case RoundClosed closed:
                _rounds[e.Stream][^1].Closed = closed;
                break;
            case TournamentCompleted completed:
                var history = Ledger.State.History(_announced[e.Stream].Type);
                _results[e.Stream] = completed;
                _finished[e.Stream] = history.Latest!;
                _streaks[e.Stream] = history.StreakOf(completed.RealWinner);
                break;
            case WeightsDerived:
                _settings.Add((WeightSetting)VectorSetting.Of("2025.12", before, before.Metagraphs[0]));
                break;
        }
    }

    List<ReplayedRound> Verdicts(string stream, TaskDecided decided)
    {
        var rounds = _rounds[stream];
        rounds[^1].Verdicts.Add(decided.Task, decided);
        return rounds;
    }
}

/// <summary>A round as it was replayed: its verdicts by task, and its closing.</summary>
public sealed class ReplayedRound(RoundKind kind, Dictionary<string, TaskDecided> verdicts)
{
    public RoundKind Kind { get; } = kind;

    public Dictionary<string, TaskDecided> Verdicts { get; } = verdicts;

    public RoundClosed? Closed { get; set; }
}
