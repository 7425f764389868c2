using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Gradients.Ledger;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Schedules;

namespace Gradients.Runners.Tests.Schedules;

public sealed class when_tournaments_are_scheduled
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    const string Weekly = """
        {"type":"text","name":"text","from":"2026-11-23T00:00:00Z","openHours":48,"minimumField":9,
         "weekly":{"day":"wednesday","at":"14:30"}}
        """;

    const string Interval = """
        {"type":"image","name":"image","from":"2026-11-23T00:00:00Z","openHours":0,"minimumField":8,
         "hoursAfterCompletion":24,"completion":"operator"}
        """;

    static Schedule One(string json) =>
        ScheduleEntry.Check([JsonSerializer.Deserialize<ScheduleEntry>(json, Options)!])[0];

    static long At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).UtcTicks / 10
        - DateTimeOffset.UnixEpoch.UtcTicks / 10;

    static string Text(long time) => DateTimeOffset.UnixEpoch.AddTicks(time * 10)
        .ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-11-20T00:00:00Z", null, "Wed 2026-11-25 14:30")] // before it begins
    [InlineData("2026-11-25T14:29:00Z", null, "Wed 2026-11-25 14:30")]
    [InlineData("2026-11-25T14:30:00Z", null, "Wed 2026-11-25 14:30")] // due now
    [InlineData("2026-11-26T09:00:00Z", "2026-11-25T14:30:01Z", "Wed 2026-12-02 14:30")]
    [InlineData("2026-12-20T09:00:00Z", "2026-11-25T14:30:01Z", "Wed 2026-12-16 14:30")] // missed: once, not thrice
    public void weekly_ones_come_at_their_time(string now, string? announced, string due) => Assert.Equal(due, Text(
        One(Weekly).Due(announced is null ? null : At(announced), null, At(now))));

    [Theory]
    [InlineData(null, "Mon 2026-11-23 00:00")]
    [InlineData("2026-11-27T10:00:00Z", "Sat 2026-11-28 10:00")]
    [InlineData("2026-10-01T10:00:00Z", "Mon 2026-11-23 00:00")]
    public void others_come_so_long_after_the_last_one_ended(string? ended, string due) => Assert.Equal(due, Text(
        One(Interval).Due(ended is null ? null : 0, ended is null ? null : At(ended), At("2026-11-30T00:00:00Z"))));

    [Fact]
    public void announcements_are_made_when_due_once_and_never_beside_a_tournament_of_the_type()
    {
        var (schedules, book, state) = (ImmutableArray.Create(One(Weekly), One(Interval)), new ScheduleBook(),
            LedgerState.Empty);
        void Happen(string stream, string at, LedgerEvent fact)
        {
            var e = new Recorded(state.Head + 1, stream, state.Version(stream) + 1, At(at), "", fact);
            state = LedgerState.Evolve(state, e);
            book.Fold(e);
        }
        string Due(string now) => string.Join(' ', book.Announcements(state, schedules, At(now))
            .Select(line => $"{line.Stream}:{((AnnounceTournament)line.Command).Completion}"));
        TournamentAnnounced Announced(TournamentType type) =>
            new(Completion.Operator, null, 0, Origin.Recorded, "2025.12", 0, type);

        Assert.Equal("", Due("2026-11-26T00:00:00Z")); // No rulebook is in force.
        Happen("rulebook", "2026-11-20T00:00:00Z", new Ledger.Rulebooks.RulebookAdopted([], "2025.12"));
        Assert.Equal("", Due("2026-11-22T00:00:00Z"));
        Assert.Equal("tournament/image-1:Operator", Due("2026-11-23T00:00:00Z"));
        Assert.Equal("tournament/text-1:Automatic tournament/image-1:Operator", Due("2026-11-26T00:00:00Z"));
        Happen("tournament/text-1", "2026-11-26T00:00:00Z", Announced(TournamentType.Text));
        Assert.Equal("tournament/image-1:Operator", Due("2026-12-26T00:00:00Z"));
        // Somebody's own image tournament holds the type as well.
        Happen("tournament/by-hand", "2026-11-26T00:00:00Z", Announced(TournamentType.Image));
        Assert.Equal("", Due("2026-12-26T00:00:00Z"));
        Happen("tournament/text-1", "2026-11-27T00:00:00Z", new TournamentCancelled("tried"));
        Happen("tournament/by-hand", "2026-11-27T00:00:00Z", new TournamentCancelled("tried"));
        Assert.Equal("", Due("2026-11-27T23:59:00Z"));
        Assert.Equal("tournament/image-1:Operator", Due("2026-11-28T00:00:00Z"));
        Assert.Equal("tournament/text-2:Automatic tournament/image-1:Operator", Due("2026-12-02T14:30:00Z"));
    }

    [Theory]
    [InlineData(9, "2026-11-26T23:59:00Z", false)] // not open long enough
    [InlineData(9, "2026-11-27T00:00:00Z", true)]
    [InlineData(8, "2027-11-27T00:00:00Z", false)] // pending until filled
    public void a_field_stays_open_for_its_time_and_until_it_is_filled(int accepted, string now, bool closes)
    {
        var terms = new Terms("text-1",
            new(Completion.Operator, null, 0, Origin.Recorded, "2025.12", 0, TournamentType.Text), 1);
        var entries = Enumerable.Range(0, accepted + 1).Select(i => new Entry(
            new(null, null, new($"hotkey-{i}"), null), i < accepted ? EntryStatus.Accepted : EntryStatus.Refused, 0));
        var open = new Tournament.Open(1, terms, [.. entries], []);
        Assert.Equal(closes, ScheduleBook.MayClose([One(Weekly)], open, At("2026-11-25T00:00:00Z"), At(now)));
    }

    [Theory]
    [InlineData("\"type\":\"text\"", "\"type\":\"speech\"", "schedules[0].type: 'speech' is none of")]
    [InlineData("\"name\":\"text\"", "\"name\":\"a b\"", "schedules[0].name: 1 to 100 letters")]
    [InlineData("\"openHours\":48", "\"openHours\":-1", "schedules[0].openHours: 0 to 8784 hours")]
    [InlineData("\"minimumField\":9", "\"minimumField\":0", "schedules[0].minimumField: at least 1")]
    [InlineData("wednesday", "Mittwoch", "schedules[0].weekly.day: 'Mittwoch' is none of monday")]
    [InlineData("14:30", "2 pm", "schedules[0].weekly.at: '2 pm' is not HH:MM")]
    [InlineData("2026-11-23T00:00:00Z", "soon", "schedules[0].from: a time as 2026-11-23T00:00:00Z")]
    [InlineData("\"minimumField\":9", "\"minimumField\":9,\"hoursAfterCompletion\":1", "schedules[0]: either weekly")]
    public void the_member_at_fault_is_named(string right, string wrong, string words) => Assert.Contains(words,
        Assert.Throws<FormatException>(() => One(Weekly.Replace(right, wrong, StringComparison.Ordinal))).Message,
        StringComparison.Ordinal);
}
