using System.Text;
using System.Text.Json;
using Gradients.Projections.PublishedAudit;
using Gradients.Testing;

namespace Gradients.Http.Tests;

public sealed class when_the_live_validators_paths_are_asked() : ServedLedger(when_the_pages_are_read.Season(2, 5))
{
    [Fact]
    public async Task every_published_payload_audited_by_our_own_audit_gives_the_recorded_row()
    {
        var settings = await _server.JsonAsync("/api/tables/weight_settings?netuid=56");
        Assert.True(settings.GetArrayLength() >= 5);
        foreach (var setting in settings.EnumerateArray())
        {
            var position = setting.GetProperty("derivation").GetInt64();
            var recorded = (await _server.JsonAsync($"/api/events/{position}")).GetProperty("data");
            var row = $$"""{"uids":{{recorded.GetProperty("uids").GetRawText()}},"weights":{{recorded.GetProperty("weights").GetRawText()}}}""";
            var answer = GodAudit.Of(await FileAsync($"/auditing/scores/{position}"),
                await FileAsync($"/auditing/metagraph/{position}"), new("row", Encoding.UTF8.GetBytes(row)));
            var result = Assert.IsType<GodAuditAnswer.Recomputed>(answer).Result;
            Assert.True(result.Equal, $"position {position}: {string.Join("; ", result.Findings)}");
            Assert.Empty(result.Findings);
        }
    }

    [Fact]
    public async Task the_scores_url_leads_to_the_payload_of_the_last_setting()
    {
        var url = (await _server.JsonAsync("/auditing/scores-url")).GetProperty("url").GetString()!;
        var payload = await _server.JsonAsync(new Uri(url).PathAndQuery);
        Same(Golden().GetProperty("cases")[0].GetProperty("tournament_audit_data"),
            payload.GetProperty("tournament_audit_data"), "tournament_audit_data");
    }

    [Fact]
    public async Task before_any_weights_there_is_no_url()
    {
        await using var empty = await RunningServer.StartAsync();
        using var answer = await empty.GetAsync("/auditing/scores-url");
        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task details_history_active_and_fees_have_the_members_that_dashboards_read()
    {
        var history = (await _server.JsonAsync("/v1/tournaments/history")).GetProperty("tournaments");
        Has(history[0], "tournament_id", "tournament_type", "status", "winner_hotkey", "base_winner_hotkey", "created_at");
        var id = history[0].GetProperty("tournament_id").GetString();
        var details = await _server.JsonAsync($"/v1/tournaments/{id}/details");
        Has(details, "tournament_id", "tournament_type", "status", "base_winner_hotkey", "winner_hotkey", "participants",
            "rounds", "final_scores", "text_tournament_weight", "image_tournament_weight", "boss_round_performance",
            "sync_performance");
        Has(details.GetProperty("participants")[0], "tournament_id", "hotkey", "eliminated_in_round_id",
            "final_position", "training_repo", "training_commit_hash");
        Has(details.GetProperty("rounds")[0], "round_id", "round_number", "round_type", "is_final_round", "status",
            "participants", "tasks");
        Has(details.GetProperty("rounds")[0].GetProperty("tasks")[0], "task_id", "group_id", "pair_id", "winner",
            "participant_scores", "task_type");
        var latest = await _server.JsonAsync("/v1/tournaments/latest/details");
        Has(latest.GetProperty("burn_data"), "text_performance_diff", "image_performance_diff", "text_burn_proportion",
            "image_burn_proportion", "text_tournament_weight", "image_tournament_weight", "burn_weight");
        Assert.Equal(JsonValueKind.Object, latest.GetProperty("text").ValueKind);
        Assert.Equal(JsonValueKind.Object, latest.GetProperty("image").ValueKind);
        Has(await _server.JsonAsync("/v1/tournaments/active"), "text", "image");
        var fees = await _server.JsonAsync("/tournament/fees");
        Assert.Equal(200_000_000, fees.GetProperty("text_tournament_fee_rao").GetInt64());
        Assert.Equal(150_000_000, fees.GetProperty("image_tournament_fee_rao").GetInt64());
    }

    async Task<InputFile> FileAsync(string path)
    {
        using var answer = await _server.GetAsync(path);
        return new(path, await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync());
    }

    static JsonElement Golden() =>
        JsonDocument.Parse(File.ReadAllBytes(GoldenFolder.Own("audit_payload.json"))).RootElement;

    static void Has(JsonElement json, params string[] names) =>
        Assert.All(names, name => Assert.True(json.TryGetProperty(name, out _), name));

    /// <summary>Every member of the live system's payload is in ours, and nothing else.</summary>
    static void Same(JsonElement theirs, JsonElement ours, string path)
    {
        if (theirs.ValueKind == JsonValueKind.Object && ours.ValueKind == JsonValueKind.Object)
        {
            Assert.Equal(theirs.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal),
                ours.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
            foreach (var member in theirs.EnumerateObject())
                Same(member.Value, ours.GetProperty(member.Name), $"{path}.{member.Name}");
        }
        else if (theirs.ValueKind == JsonValueKind.Array && theirs.GetArrayLength() > 0 && ours.GetArrayLength() > 0)
            Same(theirs[0], ours[0], $"{path}[0]");
    }
}
