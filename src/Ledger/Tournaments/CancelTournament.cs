namespace Gradients.Ledger.Tournaments;

/// <summary>The tournament ends without a result.</summary>
public static class CancelTournament
{
    public const string Alias = "cancel_tournament";

    public static Refusal? Forbid(Tournament state) => Id(state) is not null
        ? null
        : new("nothing_to_cancel", "ledger: only a tournament that has not ended is cancelled",
            "There is no running tournament to cancel here.");

    static string? Id(Tournament state) => state switch
    {
        Tournament.Open open => open.Terms.Id,
        Tournament.Running running => running.Terms.Id,
        Tournament.Decided decided => decided.Course.Terms.Id,
        _ => null,
    };

    internal static Tournament Evolve(Tournament state, in Recorded e) =>
        Id(state) is { } id
            ? new Tournament.Cancelled(e.Version, id)
            : throw new CannotFollow(e.Stream, e.Version, "cancelled though it is not running");
}
