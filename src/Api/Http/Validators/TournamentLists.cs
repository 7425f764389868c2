using System.Text.Json;
using Gradients.Api.Database;
using Gradients.Api.Pages;
using Gradients.Api.Shell;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Api.Http.Validators;

/// <summary>History, running tournaments and fees in the live validator's shapes.</summary>
internal static class TournamentLists
{
    static readonly string[] December = ["text", "image"];
    static readonly string[] October = ["text", "image", "environment"];

    /// <summary>The live system's three words; it has none for what was cancelled.</summary>
    public static string Status(TournamentRow row) => row.Status switch
    {
        "announced" => "pending",
        "running" or "decided" => "active",
        var other => other,
    };

    public static async Task HistoryAsync(Request request)
    {
        var now = request.Site.Host.Required;
        if (request.IsKnown(now.Head))
            return;
        var rows = await TournamentRow.ReadAsync(request.Site.Open.Source,
            "where status in ('running', 'decided', 'completed') order by announced_at desc, announced_position desc",
            request.Cancel);
        await request.WriteAsync(json =>
        {
            json.WriteStartObject();
            json.WriteObjects("tournaments", rows, row =>
            {
                json.WriteString("tournament_id", row.Id);
                json.WriteString("tournament_type", row.Type);
                json.WriteString("status", Status(row));
                json.WriteString("winner_hotkey", row.Winner);
                json.WriteString("base_winner_hotkey", row.Defending);
                json.WriteString("created_at", row.AnnouncedAt);
            });
            json.WriteEndObject();
        });
    }

    public static async Task ActiveAsync(Request request)
    {
        var now = request.Site.Host.Required;
        if (request.IsKnown(now.Head))
            return;
        var rows = await TournamentRow.ReadAsync(request.Site.Open.Source,
            "where status in ('running', 'decided') order by announced_position desc", request.Cancel);
        await request.WriteAsync(json =>
        {
            json.WriteStartObject();
            foreach (var type in Setting2026_10.IsInForce(now.State) ? October : December)
            {
                json.WritePropertyName(type);
                Write(json, rows.Find(row => row.Type == type), now.State);
            }
            json.WriteEndObject();
        });
    }

    static void Write(Utf8JsonWriter json, TournamentRow? row, LedgerState state)
    {
        if (row is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteString("tournament_id", row.Id);
        json.WriteString("tournament_type", row.Type);
        json.WriteString("status", Status(row));
        var course = state.TournamentOf(Streams.Tournament(row.Id)) switch
        {
            Tournament.Running running => running,
            Tournament.Decided decided => decided.Course,
            _ => null,
        };
        json.WriteObjects("participants", course?.Participants ?? [],
            participant => json.WriteString("hotkey", participant.Hotkey.Text));
        json.WriteString("created_at", row.AnnouncedAt);
        json.WriteEndObject();
    }

    /// <summary>Of the rulebook in force; where that leaves fees to announcements, of the latest one of each type.</summary>
    public static async Task FeesAsync(Request request)
    {
        var october = Setting2026_10.IsInForce(request.Site.Host.Required.State);
        var announced = await request.Site.Open.Source.ListAsync(
            "select distinct on (t.type) t.type, (e.data->>'feeRao')::bigint from ledger.tournaments t join mt_events e "
            + "on e.seq_id = t.announced_position where t.rulebook = $1 order by t.type, t.announced_position desc",
            r => (Type: r.GetString(0), Fee: r.GetInt64(1)), request.Cancel, Constants2026_10.RulebookId);
        await request.WriteAsync(json =>
        {
            json.WriteStartObject();
            if (october)
                foreach (var (type, fee) in announced)
                    json.WriteNumber($"{type}_tournament_fee_rao", fee);
            else
            {
                json.WriteNumber("text_tournament_fee_rao", Constants2025_12.FeeRao(TournamentType.Text));
                json.WriteNumber("image_tournament_fee_rao", Constants2025_12.FeeRao(TournamentType.Image));
            }
            json.WriteEndObject();
        });
    }
}
