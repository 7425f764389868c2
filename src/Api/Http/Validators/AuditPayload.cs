using System.Text.Json;
using Gradients.Api.Database;
using Gradients.Api.Tournaments;
using Gradients.Ledger.Weights;
using Gradients.Projections;

namespace Gradients.Api.Http.Validators;

/// <summary>
/// What the live system publishes for one weight setting (<c>tournament_audit_data</c>): the latest completed tournament
/// of each type with every score, who is alive, and the shares.
/// </summary>
internal static class AuditPayload
{
    public static async Task HandleAsync(Request request)
    {
        var (position, setting) = await SettingAsync(request);
        if (request.IsKnown(position))
            return;
        var text = await BracketAsync(request, setting.Text);
        var image = await BracketAsync(request, setting.Image);
        var shares = setting.Burn.Shares;
        await request.WriteAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("tournament_audit_data");
            json.WritePropertyName("text_tournament_data");
            Write(json, setting.Text, text);
            json.WritePropertyName("image_tournament_data");
            Write(json, setting.Image, image);
            json.WriteStartArray("participants");
            foreach (var hotkey in setting.Inputs.Participants)
                json.WriteStringValue(hotkey.Text);
            json.WriteEndArray();
            json.WriteExact("text_tournament_weight", shares.TextTournamentWeight);
            json.WriteExact("image_tournament_weight", shares.ImageTournamentWeight);
            json.WriteExact("burn_weight", shares.BurnWeight);
            json.WriteStartArray("weekly_participation");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    /// <summary>Position of the last recorded setting of the subnet; null: none yet.</summary>
    public static async Task<long?> LastAsync(Site site, CancellationToken cancel)
    {
        _ = site.Host.Required;
        var last = await site.Open.Source.ListAsync(
            "select max(derivation) from ledger.weight_settings where netuid = $1", r => r.Maybe<long>(0), cancel,
            site.Config.Netuid);
        return last[0];
    }

    /// <summary>The setting recorded at the position of the path, computed again from the events before it.</summary>
    public static async Task<(long Position, WeightSetting Setting)> SettingAsync(Request request)
    {
        var position = request.Position();
        var recorded = await request.Site.Open.Source.ListAsync(
            "select netuid from ledger.weight_settings where derivation = $1", r => r.GetInt32(0), request.Cancel,
            position);
        if (recorded is not [var netuid])
            throw Refusing.NotFound($"No weights were recorded at position {position}.");
        var (_, setting) = await request.Site.Weighing.RequiredAsync(position - 1, netuid, request.Cancel);
        // The published shape is that of 2025.12: it has no place for three types and their places.
        return setting is WeightSetting december
            ? (position, december)
            : throw Refusing.NotFound($"The weights of position {position} follow rulebook {setting.Rulebook}, "
                + "which this shape cannot carry.");
    }

    static async Task<BracketRows?> BracketAsync(Request request, TypeSetting? type) => type is null
        ? null
        : await BracketRows.FindAsync(request.Site.Open.Source, type.Finished.Summary.Id, request.Cancel);

    static void Write(Utf8JsonWriter json, TypeSetting? type, BracketRows? rows)
    {
        if (type is null || rows is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteString("tournament_id", rows.Tournament);
        json.WriteStartArray("rounds");
        foreach (var round in rows.Seats.GroupBy(seat => seat.Round))
            RoundResult.Write(json, rows, round, details: null);
        json.WriteEndArray();
        json.WriteString("base_winner_hotkey", type.Finished.Summary.Base?.Text);
        json.WriteString("winner_hotkey", type.Finished.Summary.Winner?.Text);
        json.WriteEndObject();
    }
}
