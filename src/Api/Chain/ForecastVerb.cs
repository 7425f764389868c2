using System.CommandLine;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Gradients.Api.Shell;
using Gradients.Ledger.Chain;
using Gradients.Projections;
using Gradients.Runners.Chain;
using Spectre.Console;

namespace Gradients.Api.Chain;

/// <summary>
/// <c>gradients forecast</c>: what the next epoch would pay, with the row that follows from the ledger.
/// </summary>
internal sealed class ForecastVerb
{
    readonly WatchedValidator _watched = new("The ledger from an export instead of the database.");

    readonly Option<double> _emission = new("--emission")
    {
        Description = "Alpha that an epoch pays to miners, to be shared out in the table.",
        DefaultValueFactory = _ => 1.0, HelpName = "ALPHA",
    };

    public static Command Create() => new ForecastVerb().Verb();

    Command Verb()
    {
        var verb = _watched.Verb("forecast",
            "Forecast each hotkey's share of the next epoch: the ledger's latest row with the "
            + "other validators' present rows and stakes. A forecast, not an audit.", _emission);
        verb.SetAction(RunAsync);
        return verb;
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var netuid = _watched.Netuid(parsed);
        var validator = _watched.Validator(parsed);
        var book = await _watched.BookAsync(parsed, cancel);
        if (book.Derivations.Count == 0)
            throw new Trouble($"the ledger has no weight setting of subnet {netuid}");
        await using var client = _watched.Client(parsed);
        var subnet = await SubnetReader.LatestAsync(new(client), netuid, cancel);
        var snapshot = await SubnetSnapshot.ReadAsync(subnet, cancel);
        var uid = snapshot.Hotkeys.IndexOf(validator);
        if (uid < 0)
            throw new Trouble($"{validator} has no uid on subnet {netuid} at block {subnet.At.Number}", Exit.Diverged);
        var now = await EpochReader.ReadAsync(subnet, snapshot, cancel);
        var sent = book.Derivations[^1].Sent;
        var stored = Upscale.Of([.. sent.Select(e => e.Weight)]);
        var row = sent.Select((e, i) => new StoredEntry(e.Uid, stored[i])).Where(e => e.Uid < now.Count);
        var then = now with
        {
            Weights = now.Weights.SetItem(uid, [.. row]), LastUpdate = now.LastUpdate.SetItem(uid, now.Block),
        };
        Tell(parsed, subnet.At, snapshot.Hotkeys, now.Run(), then.Run());
        return Exit.Done;
    }

    void Tell(
        ParseResult parsed, PinnedBlock at, ImmutableArray<Hotkey> hotkeys, YumaOutcome now, YumaOutcome then)
    {
        var emission = parsed.GetValue(_emission);
        if (parsed.GetValue(_watched.Json))
        {
            Terminal.Json(json => Write(json, at, hotkeys, now, then, emission));
            return;
        }
        Console.WriteLine($"FORECAST at {at}: incentives of the next epoch, if these rows and stakes stay.");
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("uid", "hotkey", "with present rows", "with the ledger's row", "alpha");
        for (var uid = 0; uid < hotkeys.Length; uid++)
            if (now.Incentive[uid] > 0 || then.Incentive[uid] > 0)
                table.AddRow(
                    Terminal.Cell(uid), Terminal.Cell(hotkeys[uid].Text), Terminal.Cell(now.Incentive[uid]),
                    Terminal.Cell(then.Incentive[uid]),
                    Terminal.Cell((Share(then, uid) * emission).ToString("0.######", CultureInfo.InvariantCulture)));
        Terminal.Console.Write(table);
        Console.WriteLine("Incentives are of 65535. Stake inherited between hotkeys and liquid alpha are not in it.");
    }

    static double Share(YumaOutcome outcome, int uid) => outcome.Incentive[uid] / 65_535.0;

    static void Write(
        Utf8JsonWriter json, PinnedBlock at, ImmutableArray<Hotkey> hotkeys, YumaOutcome now, YumaOutcome then,
        double emission)
    {
        json.WriteStartObject();
        json.WriteBoolean("forecast", true);
        json.WriteNumber("block", at.Number);
        json.WriteString("block_hash", at.Hash);
        json.WriteStartArray("hotkeys");
        for (var uid = 0; uid < hotkeys.Length; uid++)
        {
            json.WriteStartObject();
            json.WriteNumber("uid", uid);
            json.WriteString("hotkey", hotkeys[uid].Text);
            json.WriteNumber("incentive_now", now.Incentive[uid]);
            json.WriteNumber("incentive_then", then.Incentive[uid]);
            json.WriteNumber("dividends_then", then.Dividends[uid]);
            json.WriteExact("alpha", Share(then, uid) * emission);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
