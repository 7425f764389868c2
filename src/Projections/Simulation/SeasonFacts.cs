using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;
using Gradients.Projections.Seasons;

namespace Gradients.Projections.Simulation;

/// <summary>
/// The facts of a recorded ledger as a season holds them: completed tournaments with the tasks that counted, rows as they
/// stood when the round closed (copies already dropped), and every weight setting with its metagraph. Commits, fees, runs
/// and seeds have no place in a season.
/// </summary>
public sealed class SeasonFacts
{
    readonly Dictionary<string, Telling> _running = new(StringComparer.Ordinal);
    readonly List<(long ClosedAt, string Stream)> _order = [];
    readonly Dictionary<string, SeasonTournament> _completed = new(StringComparer.Ordinal);
    readonly List<Setting> _settings = [];
    string? _completedLast;

    /// <summary>What is told of a tournament while it runs.</summary>
    sealed class Telling
    {
        public long FieldClosedAt { get; set; }

        public ImmutableArray<Hotkey> Entrants { get; set; } = [];

        public List<SeasonRound> Rounds { get; } = [];
    }

    sealed record Setting(
        long At, string? After, ImmutableArray<Hotkey> Metagraph, ImmutableArray<(string Stream, int Rounds)> Active);

    public LedgerState State { get; private set; } = LedgerState.Empty;

    /// <summary>Tells one more event, in ledger order.</summary>
    public void Add(in Recorded e)
    {
        switch (e.Event)
        {
            case TournamentAnnounced:
                _running[e.Stream] = new();
                break;
            case FieldClosed closed:
                _running[e.Stream].FieldClosedAt = e.At;
                _running[e.Stream].Entrants = closed.Entrants;
                _order.Add((e.At, e.Stream));
                break;
            case RoundClosed:
                _running[e.Stream].Rounds.Add(Round(((Tournament.Running)State.TournamentOf(e.Stream)).Round!, e.At));
                break;
            case NodeGone gone:
                var rounds = _running[e.Stream].Rounds;
                rounds[^1] = rounds[^1] with { Unregistered = rounds[^1].Unregistered.Add(gone.Hotkey) };
                break;
            case TournamentCompleted:
                _completed[e.Stream] = Completed((Tournament.Decided)State.TournamentOf(e.Stream), e);
                _completedLast = e.Stream;
                break;
            case WeightsDerived:
                _settings.Add(new(e.At, _completedLast, State.Metagraphs[0].Metagraph.Hotkeys, Active(State)));
                _completedLast = null;
                break;
        }
        State = LedgerState.Evolve(State, e);
    }

    static SeasonRound Round(Round round, long at) => new(
        round.Number, round.Kind, at, round.Assignments,
        [.. round.Tasks.Where(task => !task.IsReplaced).Select(task => new SeasonTask(
            task.Id, task.Posed.Type, task.Posed.Slot, [.. task.Rows.Select(Row)]))],
        []);

    static SeasonRow Row(TaskRow row) => new(row.Hotkey, row.Training, row.Loss, row.IsFinetune, row.Reason);

    SeasonTournament Completed(Tournament.Decided decided, in Recorded e)
    {
        var told = _running[e.Stream];
        var terms = decided.Course.Terms;
        return new(
            terms.Id, terms.Type, told.FieldClosedAt, e.At, told.Entrants, terms.Announcement.DefendingChampion,
            [.. told.Rounds]);
    }

    static ImmutableArray<(string, int)> Active(LedgerState state)
    {
        var active = ImmutableArray.CreateBuilder<(string, int)>();
        foreach (var live in state.Live)
            if (live.State is Tournament.Running running)
                active.Add((live.Stream, running.Past.Length));
            else if (live.State is Tournament.Decided decided)
                active.Add((live.Stream, decided.Course.Past.Length));
        return active.ToImmutable();
    }

    /// <summary>Completed tournaments by the time their fields closed, which is when a season says they were created.</summary>
    public ImmutableArray<SeasonTournament> Tournaments =>
        [.. _order.OrderBy(o => o.ClosedAt).Where(o => _completed.ContainsKey(o.Stream)).Select(o => _completed[o.Stream])];

    /// <exception cref="SeasonException">
    /// A weight setting counts participants of a tournament that was not completed, which a season cannot tell.
    /// </exception>
    public ImmutableArray<ToldSetting> Settings()
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var tournament in Tournaments)
            places.Add(Streams.Tournament(tournament.Id), places.Count);
        var settings = ImmutableArray.CreateBuilder<ToldSetting>(_settings.Count);
        foreach (var setting in _settings)
        {
            var active = setting.Active.Select(running => places.TryGetValue(running.Stream, out var place)
                ? (place, running.Rounds)
                : throw new SeasonException($"A weight setting at {Ledger.Canonical.Moment.Text(setting.At)} counts the "
                    + $"participants of {running.Stream}, which was never completed: no season can hold that."));
            int? after = setting.After is { } stream ? places[stream] : null;
            settings.Add(new(new(setting.At, setting.Metagraph, [.. active]), after));
        }
        return settings.MoveToImmutable();
    }
}

/// <summary>A weight setting and its surroundings, in places of the season's list of tournaments.</summary>
/// <param name="After">The tournament completed since the setting before; absent for one in the middle.</param>
public sealed record ToldSetting(SeasonSnapshot Snapshot, int? After);
