using Gradients.Api.Database;
using Gradients.Ledger.Tournaments;
using Npgsql;

namespace Gradients.Api.Tournaments;

/// <summary>How a boss task was decided where its rulebook records that (2026.10).</summary>
/// <param name="How">paired, draw, unpairable, scalar_guard, margin or missing.</param>
/// <param name="Compared">Where the two were compared example by example.</param>
public sealed record Judgement(string Task, string How, long Position, ComparedExamples? Compared)
{
    internal static Task<List<Judgement>> ReadAsync(
        NpgsqlDataSource source, string tournament, CancellationToken cancel) => source.ListAsync(
        "select data->>'task', data->>'how', seq_id, (c->>'bossWins')::int, (c->>'challengerWins')::int, "
        + "(c->>'examples')::int, (c->>'meanGap')::float8, (c->>'meanGapBound')::float8, (c->>'requiredGap')::float8, "
        + "(c->>'winRate')::float8, (c->>'winRateBound')::float8 "
        + "from mt_events, lateral (select data->'comparison' as c) compared "
        + "where stream_id = $1 and type = 'boss_task_judged' order by version",
        r => new Judgement(r.GetString(0), r.GetString(1), r.GetInt64(2), r.IsDBNull(3) ? null : new(
            BossWins: r.GetInt32(3), ChallengerWins: r.GetInt32(4), Examples: r.GetInt32(5),
            MeanGap: r.GetDouble(6), MeanGapBound: r.GetDouble(7), RequiredGap: r.GetDouble(8),
            WinRate: r.GetDouble(9), WinRateBound: r.GetDouble(10))),
        cancel, Streams.Tournament(tournament));
}
