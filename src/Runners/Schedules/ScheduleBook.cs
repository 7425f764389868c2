using System.Collections.Immutable;
using System.Globalization;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Tournaments;

namespace Gradients.Runners.Schedules;

/// <summary>When recorded tournaments of each type were announced and ended: what schedules read.</summary>
public sealed class ScheduleBook
{
    readonly SortedDictionary<string, TournamentType> _live = new(StringComparer.Ordinal);
    readonly SortedDictionary<TournamentType, long> _announced = [], _ended = [];

    /// <summary>The next event of the ledger; imported tournaments are passed over.</summary>
    public void Fold(in Recorded e)
    {
        switch (e.Event)
        {
            case TournamentAnnounced { Origin: Origin.Recorded } announced:
                _live[e.Stream] = announced.Type;
                _announced[announced.Type] = e.At;
                break;
            case TournamentCompleted or TournamentCancelled when _live.Remove(e.Stream, out var type):
                _ended[type] = e.At;
                break;
        }
    }

    /// <summary>The announcements that are due: pure, so it may be asked at any time and by anybody.</summary>
    /// <param name="now">Microseconds since 1970.</param>
    public ImmutableArray<CommandLine> Announcements(
        LedgerState state, ImmutableArray<Schedule> schedules, long now)
    {
        if (state.Rulebooks is not [.., var rulebook])
            return []; // Nothing binds yet.
        var lines = ImmutableArray.CreateBuilder<CommandLine>();
        foreach (var schedule in schedules)
        {
            if (IsUnderWay(state, schedule.Type) || DueTime(schedule, now) > now)
                continue;
            var stream = Streams.Tournament(NextName(state, schedule.Name));
            lines.Add(new(stream, null, $"schedule/{stream}", new AnnounceTournament(
                schedule.Completion, null, Origin.Recorded, rulebook, schedule.Type, schedule.FeeRao)));
        }
        return lines.ToImmutable();
    }

    /// <summary>When a schedule's next tournament is due, as far as the ledger can tell now.</summary>
    public long DueTime(Schedule schedule, long now) => schedule.Due(
        _announced.TryGetValue(schedule.Type, out var announced) ? announced : null,
        _ended.TryGetValue(schedule.Type, out var ended) ? ended : null, now);

    /// <summary>Also by hand or by import: tournaments of one type never overlap.</summary>
    static bool IsUnderWay(LedgerState state, TournamentType type) => state.Live.Any(live => live.State switch
    {
        Tournament.Open open => open.Terms.Type == type,
        Tournament.Running running => running.Terms.Type == type,
        Tournament.Decided decided => decided.Course.Terms.Type == type,
        _ => false,
    });

    /// <summary>The first number that nobody took.</summary>
    static string NextName(LedgerState state, string name)
    {
        for (var number = 1; ; number++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
            if (state.TournamentOf(Streams.Tournament(id)) is Tournament.Unannounced)
                return id;
        }
    }

    /// <summary>Whether a field may close; without a schedule for its type, as soon as its rulebook allows.</summary>
    public static bool MayClose(
        ImmutableArray<Schedule> schedules, Tournament.Open open, long announced, long now) =>
        schedules.FirstOrDefault(schedule => schedule.Type == open.Terms.Type) is { } schedule
            ? schedule.MayClose(open, announced, now)
            : open.Entries.Count(entry => entry.Status == EntryStatus.Accepted) >= open.Terms.Book.MinimumEntrants;
}
