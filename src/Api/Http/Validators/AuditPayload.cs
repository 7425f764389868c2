using System.Text.Json;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Api.Tournaments;
using Gradients.Ledger.Weights;
using Gradients.Projections;

namespace Gradients.Api.Http.Validators;

/// <summary>
/// What the live system publishes for one weight setting (<c>tournament_audit_data</c>): the latest completed tournament
/// of each type with every score, who is alive, and the shares. Under rulebook 2026.10 there are three types, their
/// final positions and their base weights.
/// </summary>
internal static class AuditPayload
{
    /// <param name="Weight">Of the type's tournaments in all.</param>
    /// <param name="Base">The same for everybody but the winner, where the rulebook knows such a share.</param>
    sealed record Part(string Name, FinishedTournament? Latest, double Weight, double? Base);

    public static async Task HandleAsync(Request request)
    {
        var (position, setting) = await SettingAsync(request);
        if (request.IsKnown(position))
            return;
        var (parts, participants, burn) = setting switch
        {
            WeightSetting december => (OfDecember(december), december.Inputs.Participants,
                december.Burn.Shares.BurnWeight),
            Setting2026_10 october => (OfOctober(october), october.Inputs.Participants, october.Inputs.BurnWeight),
            _ => throw Refusing.NotFound($"The weights of position {position} follow rulebook {setting.Rulebook}, "
                + "for which no such payload was published."),
        };
        var brackets = new List<BracketRows?>();
        foreach (var part in parts)
            brackets.Add(part.Latest is { } latest
                ? await BracketRows.FindAsync(request.Site.Open.Source, latest.Summary.Id, request.Cancel)
                : null);
        await request.WriteAsync(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("tournament_audit_data");
            for (var i = 0; i < parts.Length; i++)
            {
                json.WritePropertyName($"{parts[i].Name}_tournament_data");
                Write(json, parts[i], brackets[i]);
            }
            json.WriteTexts("participants", participants.Select(hotkey => hotkey.Text));
            foreach (var part in parts)
                json.WriteExact($"{part.Name}_tournament_weight", part.Weight);
            foreach (var part in parts)
                if (part.Base is { } share)
                    json.WriteExact($"{part.Name}_base_weight", share);
            json.WriteExact("burn_weight", burn);
            json.WriteStartArray("weekly_participation");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    static Part[] OfDecember(WeightSetting setting) =>
    [
        new("text", setting.Text?.Finished, setting.Burn.Shares.TextTournamentWeight, null),
        new("image", setting.Image?.Finished, setting.Burn.Shares.ImageTournamentWeight, null),
    ];

    static Part[] OfOctober(Setting2026_10 setting)
    {
        var types = setting.Inputs.Types;
        return
        [
            new(Setting2026_10.Names.Text, setting.Latest.Text, types.Text.Weight, types.Text.BaseWeight),
            new(Setting2026_10.Names.Image, setting.Latest.Image, types.Image.Weight, types.Image.BaseWeight),
            new(Setting2026_10.Names.Environment, setting.Latest.Environment, types.Environment.Weight,
                types.Environment.BaseWeight),
        ];
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
    public static async Task<(long Position, VectorSetting Setting)> SettingAsync(Request request)
    {
        var position = request.Position();
        var recorded = await request.Site.Open.Source.ListAsync(
            "select netuid from ledger.weight_settings where derivation = $1", r => r.GetInt32(0), request.Cancel,
            position);
        if (recorded is not [var netuid])
            throw Refusing.NotFound($"No weights were recorded at position {position}.");
        var (_, setting) = await request.Site.Weighing.RequiredAsync(position - 1, netuid, request.Cancel);
        return (position, setting);
    }

    static void Write(Utf8JsonWriter json, Part part, BracketRows? rows)
    {
        if (part.Latest is not { } latest || rows is null)
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
        json.WriteString("base_winner_hotkey", latest.Summary.Base?.Text);
        json.WriteString("winner_hotkey", latest.Summary.Winner?.Text);
        if (part.Base is not null)
        {
            // The order is the one that sums run in.
            json.WriteStartObject("final_positions");
            foreach (var (hotkey, place) in latest.Split.Positions)
                json.WriteNumber(hotkey.Text, place);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
