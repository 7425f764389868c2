using System.Text.Json;
using Gradients.Api.Pages;
using Gradients.Api.Shell;
using Gradients.Api.Tournaments;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;
using Gradients.Projections;

namespace Gradients.Api.Http.Validators;

/// <summary><c>/v1/tournaments/{id}/details</c> and <c>/v1/tournaments/latest/details</c>.</summary>
internal static class TournamentDetails
{
    sealed record Details(TournamentRow Row, BracketRows Rows, IReadOnlyList<StandingRow> Standings);

    public static async Task HandleAsync(Request request)
    {
        var now = request.Site.Host.Required;
        var details = await FindAsync(request, request.Route("id"))
            ?? throw Refusing.NotFound("Tournament not found");
        if (!request.IsKnown(now.Head))
            await request.WriteAsync(json => Write(json, details, now.State));
    }

    public static async Task LatestAsync(Request request)
    {
        var now = request.Site.Host.Required;
        if (request.IsKnown(now.Head))
            return;
        var text = now.State.Text.Latest is { } t ? await FindAsync(request, t.Summary.Id) : null;
        var image = now.State.Image.Latest is { } i ? await FindAsync(request, i.Summary.Id) : null;
        var environment = now.State.Environment.Latest is { } e ? await FindAsync(request, e.Summary.Id) : null;
        await request.WriteAsync(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("text");
            Write(json, text, now.State);
            json.WritePropertyName("image");
            Write(json, image, now.State);
            if (Setting2026_10.IsInForce(now.State))
            {
                json.WritePropertyName("environment");
                Write(json, environment, now.State);
            }
            BurnData.Write(json, now.State);
            json.WriteEndObject();
        });
    }

    static async Task<Details?> FindAsync(Request request, string id)
    {
        var source = request.Site.Open.Source;
        if (await TournamentRow.ReadAsync(source, "where tournament = $1", request.Cancel, id) is not [var row])
            return null;
        var rows = await BracketRows.FindAsync(source, id, request.Cancel);
        var standings = await StandingRow.ReadAsync(
            source, "where tournament = $1 and status <> 'refused' order by hotkey collate \"C\"", request.Cancel, id);
        return new(row, rows, standings);
    }

    static void Write(Utf8JsonWriter json, Details? details, LedgerState state)
    {
        if (details is not var (row, rows, standings))
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteString("tournament_id", row.Id);
        json.WriteString("tournament_type", row.Type);
        json.WriteString("status", TournamentLists.Status(row));
        json.WriteString("base_winner_hotkey", row.Defending);
        json.WriteString("winner_hotkey", row.Winner);
        json.WriteStartArray("participants");
        foreach (var standing in standings)
            Write(json, standing);
        json.WriteEndArray();
        json.WriteStartArray("rounds");
        foreach (var round in rows.Seats.GroupBy(seat => seat.Round))
            RoundResult.Write(json, rows, round, round.All(s => s.Advanced is null) ? "active" : "completed");
        json.WriteEndArray();
        var scored = standings.Where(s => s.Points > 0 && s.Hotkey != row.Champion && s.PlaysFor is null);
        json.WriteObjects("final_scores", scored, standing =>
        {
            json.WriteString("hotkey", standing.Hotkey);
            json.WriteExact("score", standing.Points);
        });
        WriteWeights(json, row, state);
        json.WriteNull("boss_round_performance");
        json.WriteNull("sync_performance");
        json.WriteEndObject();
    }

    /// <summary>The base shares of the tournament's rulebook; under 2026.10 they are the pools of the moment.</summary>
    static void WriteWeights(Utf8JsonWriter json, TournamentRow row, LedgerState state)
    {
        if (row.Rulebook != Constants2026_10.RulebookId)
        {
            json.WriteExact("text_tournament_weight", Constants2025_12.BaseWeight(TournamentType.Text));
            json.WriteExact("image_tournament_weight", Constants2025_12.BaseWeight(TournamentType.Image));
            return;
        }
        var pools = Setting2026_10.PoolsOf(state).Types;
        json.WriteExact("text_tournament_weight", pools.Text.Pool);
        json.WriteExact("image_tournament_weight", pools.Image.Pool);
        json.WriteExact("environment_tournament_weight", pools.Environment.Pool);
    }

    static void Write(Utf8JsonWriter json, StandingRow standing)
    {
        json.WriteStartObject();
        json.WriteString("tournament_id", standing.Tournament);
        json.WriteString("hotkey", standing.Hotkey);
        json.WriteString("eliminated_in_round_id",
            standing.EliminatedIn is > 0 and var round ? RoundResult.Id(standing.Tournament, round) : null);
        json.WriteNull("final_position");
        json.WriteString("training_repo", standing.Repository);
        json.WriteString("training_commit_hash", standing.Commit);
        json.WriteNull("backup_repo");
        json.WriteEndObject();
    }
}
