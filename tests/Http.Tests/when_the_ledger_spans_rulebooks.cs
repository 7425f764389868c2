using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2026_10;
using Npgsql;

namespace Gradients.Http.Tests;

/// <summary>Two seasons under 2025.12 and then the three types of rulebook 2026.10, from the documents' examples.</summary>
public sealed class when_the_ledger_spans_rulebooks() : ServedLedger(
    RunningServer.Example("spring.ndjson"), RunningServer.Example("imported.ndjson"),
    RunningServer.Example("october.ndjson"))
{
    async Task<(long Position, JsonElement Event)> OctoberAsync()
    {
        var rows = await _server.JsonAsync("/api/tables/weight_shares?part=environment");
        var position = rows[rows.GetArrayLength() - 1].GetProperty("derivation").GetInt64();
        return (position, (await _server.JsonAsync($"/api/events/{position}")).GetProperty("data"));
    }

    [Fact]
    public async Task the_published_payload_gives_the_recorded_weights_to_the_last_bit()
    {
        var (position, recorded) = await OctoberAsync();
        var data = (await _server.JsonAsync($"/auditing/scores/{position}")).GetProperty("tournament_audit_data");
        var metagraph = await _server.JsonAsync($"/auditing/metagraph/{position}");
        var vector = NodeWeights.Of(new(new Metagraph(Keys(metagraph)), Keys(data.GetProperty("participants")),
            new(Type(data, "text"), Type(data, "image"), Type(data, "environment")),
            data.GetProperty("burn_weight").GetDouble()));
        var weights = recorded.GetProperty("nodeWeights").EnumerateArray()
            .ToDictionary(n => n.GetProperty("uid").GetInt32(), n => n.GetProperty("weight").GetDouble());
        Assert.NotEmpty(weights);
        for (var uid = 0; uid < vector.Weights.Length; uid++)
            Assert.Equal(
                BitConverter.DoubleToInt64Bits(weights.GetValueOrDefault(uid)),
                BitConverter.DoubleToInt64Bits(vector.Weights[uid]));
    }

    static TypeInputs Type(JsonElement data, string name)
    {
        var tournament = data.GetProperty($"{name}_tournament_data");
        return new(data.GetProperty($"{name}_tournament_weight").GetDouble(), data.GetProperty($"{name}_base_weight").GetDouble(),
            tournament.ValueKind == JsonValueKind.Null ? null : new(
                Key(tournament.GetProperty("winner_hotkey")), Key(tournament.GetProperty("base_winner_hotkey")),
                [.. tournament.GetProperty("final_positions").EnumerateObject()
                    .Select(p => new FinalPosition(new Hotkey(p.Name), p.Value.GetInt32()))], Final(tournament)));
    }

    static ImmutableArray<ImmutableArray<Hotkey>> Final(JsonElement tournament) =>
        tournament.GetProperty("rounds").EnumerateArray().Where(r => r.GetProperty("is_final_round").GetBoolean())
            .Select(r => r.GetProperty("tasks").EnumerateArray()
                .Select(t => t.GetProperty("participant_scores").EnumerateArray()
                    .Select(s => Key(s.GetProperty("hotkey"))!.Value).ToImmutableArray()).ToImmutableArray())
            .SingleOrDefault();

    static Hotkey? Key(JsonElement text) => text.ValueKind == JsonValueKind.Null ? null : new(text.GetString()!);

    static ImmutableArray<Hotkey> Keys(JsonElement list) => [.. list.EnumerateArray().Select(key => Key(key)!.Value)];

    [Fact]
    public async Task the_lists_of_the_live_validator_know_three_types()
    {
        var latest = await _server.JsonAsync("/v1/tournaments/latest/details");
        var burn = latest.GetProperty("burn_data");
        foreach (var type in new[] { "text", "image", "environment" })
        {
            Assert.True(latest.TryGetProperty(type, out _), type);
            foreach (var name in new[] { "performance_diff", "burn_proportion", "tournament_weight", "base_weight" })
                Assert.True(burn.TryGetProperty($"{type}_{name}", out _), $"{type}_{name}");
        }
        var (_, recorded) = await OctoberAsync();
        Assert.Equal(
            recorded.GetProperty("shares").EnumerateArray().Select(s => s.GetProperty("share").GetDouble()),
            new[] { "text", "image", "environment" }.Select(t => burn.GetProperty($"{t}_tournament_weight").GetDouble()));
        var details = await _server.JsonAsync("/v1/tournaments/october-env/details");
        Assert.Equal("environment", details.GetProperty("tournament_type").GetString());
        Assert.True(details.TryGetProperty("environment_tournament_weight", out _));
        Assert.True((await _server.JsonAsync("/v1/tournaments/active")).TryGetProperty("environment", out _));
        Assert.True((await _server.JsonAsync("/tournament/fees")).GetProperty("environment_tournament_fee_rao").GetInt64() >= 0);
    }

    [Fact]
    public async Task the_weights_page_shows_every_part_and_the_rulebook_of_each_setting()
    {
        using var answer = await _server.GetAsync("/weights");
        var page = System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        foreach (var words in new[] { "Environment tournaments", "october-env", "2026.10", "2025.12", "On the chain" })
            Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Burn</p>", page, StringComparison.Ordinal);
        foreach (var path in new[] { "/", "/champions", "/tournaments?type=environment", "/tournaments/october-env", "/tournaments/october-text" })
        {
            using var other = await _server.GetAsync(path);
            Assert.True(other.IsSuccessStatusCode, path);
        }
    }

    [Fact]
    public async Task the_boss_round_is_told_by_the_rules_of_its_own_rulebook()
    {
        var text = await PageAsync("/tournaments/october-text");
        var judged = (await _server.JsonAsync("/api/events?stream=tournament/october-text&type=boss_task_judged"))
            .EnumerateArray().Select(e => e.GetProperty("data")).ToArray();
        Assert.NotEmpty(judged);
        foreach (var compared in judged.Where(data => data.TryGetProperty("comparison", out _))
            .Select(data => data.GetProperty("comparison")))
            foreach (var figure in new[] { "winRate", "winRateBound", "meanGap", "meanGapBound", "requiredGap" })
                Assert.Contains($"title=\"{Number(compared.GetProperty(figure))}\"", text, StringComparison.Ordinal);
        Assert.Contains("Win rate", text, StringComparison.Ordinal);
        Assert.DoesNotContain("by beating the champion by", text, StringComparison.Ordinal);
        Assert.Contains("behind in no task", await PageAsync("/tournaments/october-env"), StringComparison.Ordinal);
        Assert.Contains("by beating the champion by", await PageAsync("/tournaments/spring"), StringComparison.Ordinal);
        Assert.Contains("example by example", await PageAsync("/champions"), StringComparison.Ordinal);
    }

    async Task<string> PageAsync(string path)
    {
        using var answer = await _server.GetAsync(path);
        return System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    static string Number(JsonElement figure) => Gradients.Api.Shell.Terminal.Number(
        figure.ValueKind == JsonValueKind.String ? -0.0 : figure.GetDouble());

    [Fact]
    public async Task analysts_see_the_weights_of_both_rulebooks()
    {
        await using var analyst = NpgsqlDataSource.Create(_server.Database.Reader);
        await using var differing = analyst.CreateCommand("select count(*) from ledger.weights v full join ledger.weight_vectors t "
            + "on t.derivation = v.position and t.uid = v.uid where v.weight is distinct from t.weight "
            + "or v.u16 is distinct from t.u16 or v.hotkey is distinct from t.hotkey");
        Assert.Equal(0L, await differing.ExecuteScalarAsync());
        await using var settings = analyst.CreateCommand("select count(distinct position) from ledger.emissions");
        Assert.True((long)(await settings.ExecuteScalarAsync())! >= 2);
    }
}
