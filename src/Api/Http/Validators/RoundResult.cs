using System.Globalization;
using System.Text.Json;
using Gradients.Api.Shell;
using Gradients.Api.Tournaments;
using Gradients.Projections;

namespace Gradients.Api.Http.Validators;

/// <summary>One round as the live validator publishes it.</summary>
internal static class RoundResult
{
    /// <summary>The id of a round in the live system's way of naming.</summary>
    public static string Id(string tournament, int round) =>
        string.Create(CultureInfo.InvariantCulture, $"{tournament}_round_{round:000}");

    /// <param name="details">Where the details are wanted: the round's status; the audit payload has none.</param>
    public static void Write(
        Utf8JsonWriter json, BracketRows rows, IGrouping<int, Seat> round, string? details)
    {
        var kind = round.First().Kind;
        var id = Id(rows.Tournament, round.Key);
        json.WriteStartObject();
        json.WriteString("round_id", id);
        json.WriteNumber("round_number", round.Key);
        // The live system knows two types; its final is a knockout round that says so.
        json.WriteString("round_type", kind == "group" ? "group" : "knockout");
        json.WriteBoolean("is_final_round", kind == "boss");
        if (details is not null)
        {
            json.WriteString("status", details);
            json.WriteTexts("participants", round.Select(seat => seat.Hotkey).Distinct());
        }
        json.WriteStartArray("tasks");
        foreach (var task in rows.Results.Where(r => r.Round == round.Key).GroupBy(r => r.Task))
            Write(json, id, kind, task, details is not null);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string round, string kind, IGrouping<string, Result> task, bool details)
    {
        var slot = task.First().Slot + 1;
        json.WriteStartObject();
        json.WriteString("task_id", task.Key);
        json.WriteString("group_id", kind == "group" ? $"{round}_group_{slot:000}" : null);
        json.WriteString("pair_id", kind == "group" ? null : $"{round}_pair_{slot:000}");
        json.WriteString("winner", task.FirstOrDefault(r => r.Winner)?.Hotkey);
        json.WriteObjects("participant_scores", task, row =>
        {
            json.WriteString("hotkey", row.Hotkey);
            Number(json, "quality_score", row.Score);
            // The live system has one loss on held-out data and one on synthetic data; here there is one loss.
            Number(json, "test_loss", row.Loss);
            Number(json, "synth_loss", row.Loss);
            json.WriteString("score_reason", row.Reason);
        });
        if (details)
            json.WriteString("task_type", task.First().Type);
        json.WriteEndObject();
    }

    /// <summary>As there: what is not finite is null.</summary>
    static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
            json.WriteExact(name, number);
        else
            json.WriteNull(name);
    }
}
