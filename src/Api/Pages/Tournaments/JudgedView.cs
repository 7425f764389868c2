using Gradients.Api.Database;

namespace Gradients.Api.Pages;

/// <summary>How a task of the boss round was judged, where the rulebook has that recorded.</summary>
/// <param name="How">paired, draw, unpairable, scalar_guard, margin or missing.</param>
/// <param name="Compared">Where the two were compared example by example.</param>
public sealed record JudgedView(string Task, string How, long Position, ComparedView? Compared)
{
    const string Columns = "select data->>'task', data->>'how', seq_id, c->>'winRate', c->>'winRateBound', c->>'meanGap', "
        + "c->>'meanGapBound', c->>'requiredGap', c->>'challengerWins', c->>'bossWins', c->>'examples' "
        + "from mt_events, lateral (select data->'comparison' as c) compared";

    internal static async Task<ILookup<string, JudgedView>> ReadAsync(
        Npgsql.NpgsqlDataSource source, string tournament, CancellationToken cancel)
    {
        var judged = await source.ListAsync($"{Columns} where stream_id = $1 and type = 'boss_task_judged' order by seq_id",
            r => new JudgedView(r.GetString(0), r.GetString(1), r.GetInt64(2), r.IsDBNull(3) ? null : new(
                Number(r, 3), Number(r, 4), Number(r, 5), Number(r, 6), Number(r, 7), Count(r, 8), Count(r, 9), Count(r, 10))),
            cancel, Streams.Tournament(tournament));
        return judged.ToLookup(j => j.Task);
    }

    static double Number(Npgsql.NpgsqlDataReader r, int column) =>
        double.Parse(r.GetString(column), System.Globalization.CultureInfo.InvariantCulture);

    static int Count(Npgsql.NpgsqlDataReader r, int column) =>
        int.Parse(r.GetString(column), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>By what, and what it came to, for people.</summary>
    public string Sentence => How switch
    {
        "paired" => "example by example",
        "draw" => "example by example: none decided, a draw",
        "unpairable" => "losses of other examples: the champion holds it",
        "scalar_guard" => "better example by example, but not over all: the champion holds it",
        "margin" => "by the margin",
        "missing" => "one side has no result",
        _ => Shell.Terminal.Plain(How),
    };
}

/// <summary>A comparison example by example, from the challenger's side; the bounds are lower ones.</summary>
public sealed record ComparedView(
    double WinRate, double WinRateBound, double MeanLead, double MeanLeadBound, double RequiredLead, int ChallengerWins,
    int ChampionWins, int Examples);
