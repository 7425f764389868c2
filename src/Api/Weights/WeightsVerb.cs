using System.CommandLine;
using System.Text.Json;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Arithmetic;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Weights;
using Gradients.Projections;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Gradients.Api.Weights;

/// <summary><c>gradients weights</c>: the vector that the events give now, or gave at a position. Stores nothing.</summary>
internal static class WeightsVerb
{
    public static Command Create()
    {
        var at = Options.At();
        var netuid = Options.Netuid();
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("weights", "Compute the weight vector from the events, float64 and 16-bit; looking stores "
            + "nothing.")
        {
            at, netuid, json, database, Gradients.Api.Chain.SubmitVerb.Create(),
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var ledger = await OpenLedger.AsReaderAsync(parsed.GetValue(database), cancel);
            var state = await ledger.StateAsync(parsed.GetValue(at), cancel);
            var setting = Setting(state, parsed.GetValue(netuid));
            if (parsed.GetValue(json))
                Terminal.Json(writer => Write(writer, state.Head, setting));
            else
                Print(state.Head, setting);
            return Exit.Done;
        });
        return verb;
    }

    /// <summary>The setting that a state gives for a subnet.</summary>
    internal static VectorSetting Setting(LedgerState state, int netuid)
    {
        var stream = netuid is >= 0 and <= ushort.MaxValue ? Streams.Metagraph(netuid) : "";
        var observed = state.Metagraph(stream)
            ?? throw new Trouble($"no metagraph of subnet {netuid} was observed up to position {state.Head}: weights "
                + "belong to uids (record an 'observe_metagraph' first)");
        return VectorSetting.Forbid(state, observed) is { } refusal
            ? throw new Trouble($"{refusal.Message} (record a 'read_pool' first)")
            : VectorSetting.Of(state, observed);
    }

    internal static void Print(long head, VectorSetting setting)
    {
        Console.WriteLine($"Weights at position {head} under rulebook {setting.Rulebook}, uids as observed at "
            + $"#{setting.Metagraph.Position}.");
        Console.WriteLine("  " + string.Join(", ", setting.Shares.Select(share =>
                $"{share.Name}{(IsOfTournaments(setting, share) ? " tournaments" : "")} {Share(share.Share)}"))
            + $"; undistributed {Share(setting.Undistributed)} goes to the burn node.");
        if (setting.Unpaid is { } unpaid)
            Console.WriteLine($"  No 16-bit row can be made: {unpaid}");
        Terminal.Console.Write(Drawn(setting, Terminal.Console.Profile.Width));
        Console.WriteLine($"Sum {Terminal.Number(setting.Sum)} ({HexFloat.Format(setting.Sum)}).");
    }

    /// <summary>What fits: first the bars are left out, then the middle of each hotkey. A number is never cut in two.</summary>
    /// <param name="width">Of the terminal, in columns.</param>
    internal static Table Drawn(VectorSetting setting, int width)
    {
        var (hasBars, hasWholeHotkeys) = (width >= 120, width >= 96);
        var row = setting.Quantised as Quantised.Row;
        var table = new Table().Border(TableBorder.Simple).AddColumns("uid", "hotkey", "weight", "16-bit");
        if (hasBars)
            table.AddColumn("");
        foreach (var column in table.Columns)
            column.NoWrap();
        for (var uid = 0; uid < setting.Weights.Length; uid++)
        {
            if (setting.Weights[uid] == 0)
                continue;
            var place = row?.Uids.IndexOf(uid) ?? -1;
            var sent = place < 0 ? (ushort)0 : row!.Weights[place];
            var hotkey = Terminal.Plain(setting.Metagraph.Metagraph.Hotkeys[uid].Text);
            var cells = new List<IRenderable>
            {
                Terminal.Cell(uid), new Text(hasWholeHotkeys ? hotkey : Terminal.Short(hotkey)),
                Terminal.Cell(Terminal.Number(setting.Weights[uid])), Terminal.Cell(place < 0 ? "-" : $"{sent}"),
            };
            if (hasBars)
                cells.Add(new Text(new string('█', (sent * 20 + 65534) / 65535)));
            table.AddRow(cells);
        }
        return table;
    }

    static bool IsOfTournaments(VectorSetting setting, NamedShare share) =>
        setting is not SettingPool && share.Name is not ("burn" or "pool");

    static string Share(double share) =>
        (share * 100).ToString("0.####", System.Globalization.CultureInfo.InvariantCulture) + " %";

    internal static void Write(Utf8JsonWriter json, long head, VectorSetting setting)
    {
        json.WriteStartObject();
        json.WriteNumber("position", head);
        json.WriteNumber("metagraph", setting.Metagraph.Position);
        json.WriteString("rulebook", setting.Rulebook);
        foreach (var share in setting.Shares)
            json.WriteExact(
                $"{share.Name}{(IsOfTournaments(setting, share) ? "_tournament" : "")}_weight", share.Share);
        json.WriteExact("undistributed", setting.Undistributed);
        json.WriteExact("sum", setting.Sum);
        json.WriteStartArray("node_weights");
        for (var uid = 0; uid < setting.Weights.Length; uid++)
        {
            if (setting.Weights[uid] == 0)
                continue;
            json.WriteStartArray();
            json.WriteNumberValue(uid);
            json.WriteExact(setting.Weights[uid]);
            json.WriteStringValue(HexFloat.Format(setting.Weights[uid]));
            json.WriteStringValue(setting.Metagraph.Metagraph.Hotkeys[uid].Text);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteStartObject("quantised");
        if (setting.Quantised is Quantised.Row row)
        {
            json.WriteNumbers("uids", row.Uids);
            json.WriteNumbers("weights", row.Weights);
        }
        else
        {
            json.WriteString("error", ((Quantised.Failed)setting.Quantised).Error);
            json.WriteString("explanation", setting.Unpaid);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
