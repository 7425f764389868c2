using System.Collections.Immutable;
using Gradients.Api.Shell;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Api.Http.Notifications;

/// <summary>Something worth telling, taken from one event of the ledger or one audit.</summary>
/// <param name="Position">Of what it is about; together with the kind it names the notice.</param>
/// <param name="Path">Where the server's pages show it.</param>
internal sealed record Notice(string Kind, long Position, string Title, string Text, string Path)
{
    public const string AuditFailed = "audit-failed";
    const string WeightsDiverged = "weights-diverged";
    const string Alarm = "weights-alarm";

    public static readonly ImmutableArray<string> Kinds =
        ["round-over", "dethroned", "run-failed", WeightsDiverged, Alarm, AuditFailed];

    /// <summary>The types of the events that are worth telling.</summary>
    public static readonly ImmutableArray<string> Types =
        [RoundClosed.Alias, ChampionDethroned.Alias, RunFailed.Alias, Ledger.Weights.WeightsDiverged.Alias, WeightsAlarmRaised.Alias];

    /// <summary>Null: nobody is told of this event.</summary>
    public static Notice? Of(in Recorded e)
    {
        var tournament = Streams.IsTournament(e.Stream) ? Streams.TournamentId(e.Stream) : "";
        return e.Event switch
        {
            RoundClosed round => new("round-over", e.Position, $"Round {round.Round} of {tournament} is over",
                $"{round.Advanced.Length} go on, {round.Eliminated.Length} are out.", $"/tournaments/{tournament}"),
            ChampionDethroned title => new("dethroned", e.Position, $"{tournament}: the champion is dethroned",
                $"{Terminal.Plain(title.Challenger.Text)} beats {Terminal.Plain(title.Champion.Text)}.",
                $"/tournaments/{tournament}"),
            RunFailed run => new("run-failed", e.Position, $"A run failed in {tournament}",
                $"Task {Terminal.Plain(run.Task)}, {Terminal.Plain(run.Hotkey.Text)}, attempt {run.Attempt}: "
                + Terminal.Plain(run.Reason), $"/events/{e.Position}"),
            WeightsAlarmRaised alarm => new(Alarm, e.Position, $"{Terminal.Plain(alarm.Alarm)} at block {alarm.Block}",
                $"{Terminal.Plain(alarm.Validator.Text)}: {Terminal.Plain(alarm.Says)}.", $"/events/{e.Position}"),
            Ledger.Weights.WeightsDiverged => new(WeightsDiverged, e.Position,
                "The chain stores other weights than were derived", $"See {e.Stream}.", $"/events/{e.Position}"),
            _ => null,
        };
    }

    public static Notice OfAudit(long position, string verdict) => new(AuditFailed, position,
        "The ledger's own audit failed", $"Audited up to position {position}: {verdict}.", "/audit");
}
