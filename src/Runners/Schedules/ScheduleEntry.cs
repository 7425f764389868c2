using System.Collections.Immutable;
using System.Globalization;
using Gradients.Ledger.Tournaments;

namespace Gradients.Runners.Schedules;

/// <summary>A schedule as a configuration file has it; docs/schedules.md describes every member.</summary>
public sealed record ScheduleEntry(
    string Type, string Name, string From, double OpenHours, int MinimumField, ScheduleEntry.WeeklyTime? Weekly = null,
    double? HoursAfterCompletion = null, string Completion = "automatic", long? FeeRao = null)
{
    static readonly ImmutableArray<string> Days =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    const double MicrosecondsPerHour = 3_600_000_000;

    const double LongestHours = 24 * 366;

    /// <param name="Day">In English, in lower case.</param>
    /// <param name="At"><c>HH:MM</c>, UTC.</param>
    public sealed record WeeklyTime(string Day, string At);

    /// <summary>Each checked, one a type.</summary>
    /// <param name="at">The list's name, for messages.</param>
    /// <exception cref="FormatException">One does not hold; the message names the member.</exception>
    public static ImmutableArray<Schedule> Check(IReadOnlyList<ScheduleEntry> entries, string at = "schedules")
    {
        var schedules = ImmutableArray.CreateRange(entries.Select((entry, i) => entry.Checked($"{at}[{i}]")));
        foreach (var same in schedules.GroupBy(schedule => schedule.Type))
            if (same.Count() > 1)
                throw new FormatException($"{at}: tournaments of one type never overlap, and {same.Key} has two");
        return schedules;
    }

    Schedule Checked(string at)
    {
        if (!TryWord<TournamentType>(Type, out var type))
            throw new FormatException($"{at}.type: '{Type}' is none of text, image, environment");
        // Room for a number within the longest id.
        if (Name.Length is 0 or > 100 || !Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            throw new FormatException($"{at}.name: 1 to 100 letters, digits, dots, dashes and underscores");
        if (!DateTimeOffset.TryParse(From, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from))
            throw new FormatException($"{at}.from: a time as 2026-11-23T00:00:00Z");
        if ((Weekly is null) == (HoursAfterCompletion is null))
            throw new FormatException($"{at}: either weekly or hoursAfterCompletion");
        if (MinimumField < 1)
            throw new FormatException($"{at}.minimumField: at least 1");
        if (!TryWord<Ledger.Tournaments.Completion>(Completion, out var completion))
            throw new FormatException($"{at}.completion: automatic or operator");
        if (FeeRao < 0)
            throw new FormatException($"{at}.feeRao: a fee is not negative");
        return new(type, Name, Microseconds(from), Weekly is null ? null : IntoWeek(Weekly, $"{at}.weekly"),
            HoursAfterCompletion is { } hours ? Hours(hours, $"{at}.hoursAfterCompletion") : null,
            Hours(OpenHours, $"{at}.openHours"), MinimumField, completion, FeeRao);
    }

    static bool TryWord<T>(string text, out T word) where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out word) && text.All(char.IsAsciiLetterLower);

    static long Microseconds(DateTimeOffset time) => time.UtcTicks / 10 - DateTimeOffset.UnixEpoch.UtcTicks / 10;

    static long Hours(double hours, string at) => hours is >= 0 and <= LongestHours
        ? (long)(hours * MicrosecondsPerHour)
        : throw new FormatException($"{at}: 0 to {LongestHours} hours");

    static long IntoWeek(WeeklyTime weekly, string at)
    {
        var day = Days.IndexOf(weekly.Day);
        if (day < 0)
            throw new FormatException($"{at}.day: '{weekly.Day}' is none of {string.Join(", ", Days)}");
        var culture = CultureInfo.InvariantCulture;
        return TimeOnly.TryParseExact(weekly.At, "HH:mm", culture, DateTimeStyles.None, out var time)
            ? day * TimeSpan.TicksPerDay / 10 + time.Ticks / 10
            : throw new FormatException($"{at}.at: '{weekly.At}' is not HH:MM");
    }
}
