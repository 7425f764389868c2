using System.CommandLine;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Weights;
using Gradients.Projections.ChainAudits;
using Gradients.Runners.Chain;

namespace Gradients.Api.Chain;

/// <summary><c>gradients watch</c>: follows the chain and the ledger, and raises alarms.</summary>
internal sealed class WatchVerb
{
    readonly WatchedValidator _watched = new("The ledger from an export, read anew each time, instead of the database.");

    readonly Option<int> _tempos = new("--tempos")
    {
        Description = "So many tempos without new weights are an alarm.", DefaultValueFactory = _ => 3, HelpName = "N",
    };

    readonly Option<int> _every = new("--every")
    {
        Description = "Seconds between two looks.", DefaultValueFactory = _ => 60, HelpName = "SECONDS",
    };

    readonly Option<bool> _once = new("--once")
    {
        Description = "Look once: exit 1 when there is an alarm, 0 when not.",
    };

    readonly Option<string?> _notify = new("--notify")
    {
        Description = "A shell command that is given each new alarm as a line of JSON on its standard input.",
        HelpName = "COMMAND",
    };

    readonly Option<bool> _record = new("--record")
    {
        Description = "Record each new alarm as an event, once for one row on the chain.",
    };

    public static Command Create() => new WatchVerb().Verb();

    Command Verb()
    {
        var verb = _watched.Verb("watch",
            "Follow a validator's weights on the chain and in the ledger, and raise alarms: "
            + "diverged, not set, expired, rate limited, a uid taken over, copied. An alarm is told when it begins.",
            _tempos, _every, _once, _record, _notify);
        verb.SetAction(RunAsync);
        return verb;
    }

    async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var netuid = _watched.Netuid(parsed);
        var (tempos, every) = (parsed.GetValue(_tempos), parsed.GetValue(_every));
        if (tempos < 1 || every < 1)
            throw new Trouble("--tempos and --every are at least 1");
        var validator = _watched.Validator(parsed);
        if (parsed.GetValue(_record) && parsed.GetValue(_watched.From) is not null)
            throw new Trouble("--record goes with the database, not with --from");
        await using var client = _watched.Client(parsed);
        var chain = new ChainReader(client);
        var told = new HashSet<Alarm>();
        while (true)
        {
            var (row, alarms) = await LookAsync(parsed, chain, netuid, validator, (ulong)tempos, cancel);
            var block = row.Block!.Value;
            Alarm[] begun = [.. alarms.Where(told.Add)];
            foreach (var alarm in begun)
                await TellAsync(parsed, block, alarm, cancel);
            if (parsed.GetValue(_record) && begun.Length > 0)
                await RecordAsync(parsed, netuid, row, begun, cancel);
            // What is over may begin again, and is then told again.
            told.IntersectWith(alarms);
            if (parsed.GetValue(_once))
            {
                if (alarms.Length == 0 && !parsed.GetValue(_watched.Json))
                    Console.WriteLine($"block {block}: no alarm");
                return alarms.Length == 0 ? Exit.Done : Exit.Diverged;
            }
            await Task.Delay(TimeSpan.FromSeconds(every), cancel);
        }
    }

    async Task<(StoredRow Row, Alarm[] Alarms)> LookAsync(
        ParseResult parsed, ChainReader chain, ushort netuid, Hotkey validator, ulong tempos, CancellationToken cancel)
    {
        var book = await _watched.BookAsync(parsed, cancel);
        var rows = await new RowsOnChain(chain, netuid, validator).ReadAsync(null, cancel);
        var subnet = await SubnetReader.LatestAsync(chain, netuid, cancel);
        var tempo = await subnet.NumberAsync("Tempo", cancel);
        return (rows[0], [.. Watchtower.Look(book.Derivations, rows[0], tempo, tempos)]);
    }

    /// <summary>An alarm about one row is one event, however often the watch is started anew.</summary>
    async Task RecordAsync(
        ParseResult parsed, ushort netuid, StoredRow row, Alarm[] alarms, CancellationToken cancel)
    {
        await using var open = await OpenLedger.AsWriterAsync(parsed.GetValue(_watched.Database), cancel);
        var current = await CurrentTables.OpenAsync(open, cancel);
        try
        {
            foreach (var alarm in alarms)
            {
                var fact = new WeightsAlarmRaised(
                    alarm.Code, (long)row.Block!.Value, row.BlockHash![2..], Terminal.Plain(alarm.Says),
                    _watched.Validator(parsed));
                var key = $"alarm {alarm.Code} of {fact.Validator.Text}, row of {row.SetAt}: {fact.Says}";
                if (await current.Ledger.HandleAsync(new(Streams.Weights(netuid), null, key, new Report(fact)))
                    is Answer.Refused refused)
                    throw new Trouble($"the alarm is not recorded: {refused.Refusal}");
            }
        }
        finally
        {
            await current.CatchUpAsync(CancellationToken.None);
        }
    }

    async Task TellAsync(ParseResult parsed, ulong block, Alarm alarm, CancellationToken cancel)
    {
        var line = Line(block, alarm);
        Console.WriteLine(parsed.GetValue(_watched.Json) ? line : $"block {block}: {alarm.Code}: {Terminal.Plain(alarm.Says)}");
        if (parsed.GetValue(_notify) is not { } command)
            return;
        var start = new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        try
        {
            await process.StandardInput.WriteLineAsync(line.AsMemory(), cancel);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A command that does not read its input is told all the same.
        }
        await process.WaitForExitAsync(cancel);
        if (process.ExitCode != 0)
            await Console.Error.WriteLineAsync($"gradients: --notify ended with {process.ExitCode}");
    }

    static string Line(ulong block, Alarm alarm)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("block", block);
            json.WriteString("alarm", alarm.Code);
            json.WriteString("says", alarm.Says);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
