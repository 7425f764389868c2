using Npgsql;

namespace Gradients.Http.Tests;

public sealed class when_analysts_ask() : ServedLedger(when_the_pages_are_read.Season(1, 3))
{
    [Theory]
    [InlineData("entries", "entry_submitted")]
    [InlineData("rounds", "round_drawn")]
    [InlineData("tasks", "task_posed")]
    [InlineData("losses", "loss_measured")]
    [InlineData("reigns", "tournament_completed")]
    public async Task each_view_has_a_row_for_each_event_of_its_kind(string view, string type)
    {
        var rows = await AskAsync($"select count(*) from ledger.{view}");
        Assert.Equal(await AskAsync($"select count(*) from mt_events where type = '{type}'"), rows);
        Assert.NotEqual(0L, rows);
    }

    [Fact]
    public async Task runs_are_one_row_an_attempt() => Assert.Equal(
        await AskAsync("select count(distinct (stream_id, data->>'task', data->>'hotkey', data->>'attempt')) "
            + "from mt_events where type like 'run\\_%'"),
        await AskAsync("select count(*) from ledger.runs"));

    [Fact]
    public async Task weights_are_those_that_were_derived()
    {
        const string differing = "select count(*) from ledger.weights v full join ledger.weight_vectors t "
            + "on t.derivation = v.position and t.uid = v.uid where v.weight is distinct from t.weight "
            + "or v.u16 is distinct from t.u16 or v.hotkey is distinct from t.hotkey";
        Assert.Equal(0L, await AskAsync(differing));
        Assert.NotEqual(0L, await AskAsync("select count(*) from ledger.weights"));
        Assert.Equal(0L, await AskAsync("select count(*) from (select sum(share) s from ledger.emissions "
            + "group by position) p where abs(s - 1) > 1e-9"));
    }

    [Fact]
    public async Task nothing_can_be_changed_and_no_key_be_read()
    {
        foreach (var sql in new[]
        {
            "delete from ledger.runs", "update ledger.entries set hotkey = 'x'", "delete from mt_events",
            "select * from ledger_api_keys", "insert into ledger.tournaments values ('x')",
        })
            await Assert.ThrowsAsync<PostgresException>(() => AskAsync(sql));
    }

    async Task<object?> AskAsync(string sql)
    {
        await using var analyst = NpgsqlDataSource.Create(_server.Database.Reader);
        await using var command = analyst.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
