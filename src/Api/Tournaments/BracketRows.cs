using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Rulebooks.R2025_12;
using Npgsql;

namespace Gradients.Api.Tournaments;

/// <summary>One entrant's place in one slot of one round.</summary>
internal sealed record Seat(
    int Round, string Kind, int Slot, string Hotkey, bool Placeholder, bool? Advanced, bool NodeGone, long Position);

/// <summary>One entrant's result in one task.</summary>
internal sealed record Result(
    int Round, string Task, string Type, int Slot, string Hotkey, string? Training, double? Loss, double? Score,
    string? Reason, bool Winner, bool? BossRoundWinner, long? LossPosition);

/// <summary>A tournament as its projection tables show it.</summary>
/// <param name="Margin">What a challenger must beat the champion by in each task of the boss round.</param>
internal sealed record BracketRows(
    string Tournament, double Margin, IReadOnlyList<Seat> Seats, IReadOnlyList<Result> Results)
{
    public static async Task<BracketRows> ReadAsync(NpgsqlDataSource source, string name, CancellationToken cancel)
    {
        var tournament = Streams.IsTournament(name) ? Streams.TournamentId(name) : name;
        var rows = await FindAsync(source, tournament, cancel);
        return rows.Seats.Count > 0 ? rows : throw await UnknownAsync(source, tournament, cancel);
    }

    /// <summary>A tournament that was announced; without seats where no round of it was drawn.</summary>
    public static async Task<BracketRows> FindAsync(
        NpgsqlDataSource source, string tournament, CancellationToken cancel)
    {
        var seats = await source.ListAsync(
            "select round, kind, slot, hotkey, placeholder, advanced, node_gone, position from ledger.bracket "
            + "where tournament = $1 order by round, slot, seat",
            r => new Seat(r.GetInt32(0), r.GetString(1), r.GetInt32(2), r.GetString(3), r.GetBoolean(4),
                r.Maybe<bool>(5), r.GetBoolean(6), r.GetInt64(7)),
            cancel, tournament);
        var results = await source.ListAsync(
            "select round, task, task_type, slot, hotkey, training, loss, score, reason, coalesce(winner, false), "
            + "boss_round_winner, loss_position from ledger.task_results where tournament = $1 "
            + "and not coalesce(replaced, false) order by round, task_order, row_order",
            r => new Result(r.GetInt32(0), r.GetString(1), r.GetString(2), r.GetInt32(3), r.GetString(4), r.Text(5),
                r.Maybe<double>(6), r.Maybe<double>(7), r.Text(8), r.GetBoolean(9), r.Maybe<bool>(10),
                r.Maybe<long>(11)),
            cancel, tournament);
        var streak = await source.ListAsync(
            "select (data->>'streak')::int from mt_events where stream_id = $1 and version = 1",
            r => r.GetInt32(0), cancel, Streams.Tournament(tournament));
        return new(tournament, BossMargin.After(streak is [var wins] ? wins : 0), seats, results);
    }

    static async Task<Trouble> UnknownAsync(NpgsqlDataSource source, string tournament, CancellationToken cancel)
    {
        var known = await source.ListAsync(
            "select tournament from ledger.standings group by tournament order by max(position) desc limit 5",
            r => r.GetString(0), cancel);
        return new(known.Count == 0
            ? "no tournament was recorded yet: record one, or try 'gradients demo'"
            : $"no round of '{Terminal.Plain(tournament)}' was drawn; the latest tournaments are "
                + string.Join(", ", known));
    }
}
