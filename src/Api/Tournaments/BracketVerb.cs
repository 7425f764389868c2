using System.CommandLine;
using System.Text.Json;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Projections;

namespace Gradients.Api.Tournaments;

/// <summary><c>gradients bracket TOURNAMENT</c>: who met whom, with which losses, and who went on.</summary>
internal static class BracketVerb
{
    public static Command Create()
    {
        var tournament = new Argument<string>("TOURNAMENT") { Description = "A tournament's id, for example spring." };
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("bracket", "Draw a tournament: groups, pairs and the boss round, with losses.")
        {
            tournament, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var ledger = await OpenLedger.AsReaderAsync(parsed.GetValue(database), cancel);
            await CurrentTables.OpenAsync(ledger, cancel);
            var rows = await BracketRows.ReadAsync(ledger.Source, parsed.GetRequiredValue(tournament), cancel);
            if (parsed.GetValue(json))
                Terminal.Json(writer => Write(writer, rows));
            else
                BracketDrawing.Print(rows);
            return Exit.Done;
        });
        return verb;
    }

    internal static void Write(Utf8JsonWriter json, BracketRows rows)
    {
        json.WriteStartObject();
        json.WriteString("tournament", rows.Tournament);
        json.WriteExact("margin", rows.Margin);
        json.WriteObjects("rounds", rows.Seats.GroupBy(seat => seat.Round), round =>
        {
            json.WriteNumber("round", round.Key);
            json.WriteString("kind", round.First().Kind);
            json.WriteStartArray("slots");
            foreach (var slot in round.GroupBy(seat => seat.Slot))
                json.WriteObjects(slot, seat => Write(json, seat));
            json.WriteEndArray();
            json.WriteObjects("tasks", rows.Results.Where(r => r.Round == round.Key).GroupBy(r => r.Task),
                task => Write(json, task));
        });
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, Seat seat)
    {
        json.WriteString("hotkey", seat.Hotkey);
        json.WriteBoolean("placeholder", seat.Placeholder);
        if (seat.Advanced is { } advanced)
            json.WriteBoolean("advanced", advanced);
        json.WriteNumber("position", seat.Position);
    }

    static void Write(Utf8JsonWriter json, IGrouping<string, Result> task)
    {
        json.WriteString("task", task.Key);
        json.WriteString("type", task.First().Type);
        json.WriteNumber("slot", task.First().Slot);
        json.WriteObjects("rows", task, row => Write(json, row));
    }

    static void Write(Utf8JsonWriter json, Result row)
    {
        json.WriteString("hotkey", row.Hotkey);
        json.WriteString("training", row.Training);
        if (row.Loss is { } loss && double.IsFinite(loss))
            json.WriteExact("loss", loss);
        else
            json.WriteString("loss", row.Loss is { } odd ? Terminal.Number(odd) : null);
        if (row.Score is { } score)
            json.WriteExact("score", score);
        json.WriteString("reason", row.Reason);
        json.WriteBoolean("winner", row.Winner);
        if (row.BossRoundWinner is { } boss)
            json.WriteBoolean("boss_round_winner", boss);
        if (row.LossPosition is { } position)
            json.WriteNumber("loss_position", position);
    }
}
