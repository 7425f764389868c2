using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Tournaments;
using Npgsql;

namespace Gradients.Api.Tournaments;

/// <summary>One entrant's place in one slot of one round.</summary>
internal sealed record Seat(
    int Round, string Kind, int Slot, string Hotkey, bool Placeholder, bool? Advanced, bool NodeGone, long Position);

/// <summary>One entrant's result in one task.</summary>
internal sealed record Result(
    int Round, string Task, string Type, int Slot, string Hotkey, string? Training, double? Loss, double? Score,
    string? Reason, bool Winner, bool? BossRoundWinner, long? LossPosition)
{
    /// <summary>Whether the results of a type of tasks are scores, of which bigger is better, and no losses.</summary>
    public static bool IsScore(string type) =>
        Enum.TryParse<TaskKind>(type, out var kind) && Measure.HigherIsBetter(kind);
}

/// <summary>A tournament as its projection tables show it.</summary>
/// <param name="Bar">What a challenger needs for the title, in a sentence.</param>
/// <param name="Judged">Of the boss round's tasks, where recorded.</param>
/// <param name="Margin">What a challenger must beat the champion by in each task of the boss round.</param>
internal sealed record BracketRows(
    string Tournament, double Margin, string Bar, IReadOnlyList<Seat> Seats, IReadOnlyList<Result> Results,
    IReadOnlyList<Judgement> Judged)
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
        var announced = await source.ListAsync(
            "select (data->>'streak')::int, data->>'rulebook', data->>'type' from mt_events "
            + "where stream_id = $1 and version = 1",
            r => (Streak: r.GetInt32(0), Rulebook: r.GetString(1), Type: r.GetString(2)), cancel,
            Streams.Tournament(tournament));
        var (streak, rulebook, type) = announced is [var first] ? first : (0, "", "");
        var judged = await Judgement.ReadAsync(source, tournament, cancel);
        var margin = TournamentBook.Find(rulebook)?.Margin(streak) ?? 0;
        return new(tournament, margin, BarOf(rulebook, type, margin), seats, results, judged);
    }

    /// <summary>What a challenger needs for the title, in the words of its rulebook.</summary>
    static string BarOf(string rulebook, string type, double margin) => (rulebook, type) switch
    {
        ("2025.12", _) => $"the challenger must be better by {Terminal.Percent(margin)} in 4 of 6",
        ("2026.10", "environment") => "the challenger must be behind in no task and play "
            + Constants2026_10.DecidingEnvironment,
        ("2026.10", "text") => $"the challenger must win all tasks but one: surely better example by example, or by "
            + $"{Terminal.Percent(margin)} where no examples are compared",
        ("2026.10", _) => $"the challenger must be better by {Terminal.Percent(margin)} in all tasks but one",
        _ => $"the challenger must be better by {Terminal.Percent(margin)} in most tasks",
    };

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
