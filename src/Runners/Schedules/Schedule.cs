using Gradients.Ledger.Tournaments;

namespace Gradients.Runners.Schedules;

/// <summary>When tournaments of one type are announced, and when their fields close. Times are microseconds since
/// 1970-01-01T00:00:00Z.</summary>
/// <param name="Name">Tournaments are called NAME-1, NAME-2 …</param>
/// <param name="From">Nothing is announced before.</param>
/// <param name="WeeklyAt">Into the week, which begins with Monday 00:00 UTC; null: by interval.</param>
/// <param name="AfterCompletion">From the end of the type's last tournament; null: weekly.</param>
/// <param name="Open">For at least so long a field stays open.</param>
/// <param name="MinimumField">So many accepted entrants are awaited, however long it takes.</param>
public sealed record Schedule(
    TournamentType Type, string Name, long From, long? WeeklyAt, long? AfterCompletion, long Open, int MinimumField,
    Completion Completion, long? FeeRao)
{
    const long Day = 86_400_000_000, Week = 7 * Day;

    /// <summary>1970-01-01 was a Thursday: the first Monday after it.</summary>
    const long FirstMonday = 4 * Day;

    /// <summary>When the next tournament is due, if none of the type is under way. It may lie in the past: then it is
    /// due now. What was missed is made up for once, not once for each week.</summary>
    /// <param name="announced">When the type's last tournament was announced; null: there was none.</param>
    /// <param name="ended">When it ended.</param>
    public long Due(long? announced, long? ended, long now)
    {
        if (AfterCompletion is { } interval)
            return ended is { } end ? Math.Max(From, end + interval) : From;
        var latest = SlotUpTo(now);
        var missed = latest >= From && (announced is null || announced < latest);
        return missed ? latest : SlotUpTo(Math.Max(now, From - 1)) + Week;
    }

    /// <summary>The last weekly moment that is not after the time.</summary>
    long SlotUpTo(long time)
    {
        var slot = FirstMonday + WeeklyAt!.Value;
        var weeks = (time - slot) / Week;
        if ((time - slot) % Week < 0)
            weeks--; // Division cuts towards zero, weeks are counted downwards.
        return slot + weeks * Week;
    }

    /// <summary>Whether a field may close: open long enough, and filled.</summary>
    /// <param name="announced">When it was opened.</param>
    public bool MayClose(Tournament.Open open, long announced, long now) =>
        now >= announced + Open
        && Accepted(open) >= Math.Max(MinimumField, open.Terms.Book.MinimumEntrants);

    static int Accepted(Tournament.Open open) => open.Entries.Count(entry => entry.Status == EntryStatus.Accepted);
}
