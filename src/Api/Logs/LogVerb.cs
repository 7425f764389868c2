using System.CommandLine;
using Gradients.Api.Shell;
using Gradients.Ledger.Log;

namespace Gradients.Api.Logs;

/// <summary>
/// <c>gradients log check DIR|URL --key VKEY</c>: checks the checkpoint, tiles and entry bundles of any tiled log,
/// whatever its entries are.
/// </summary>
internal static class LogVerb
{
    public static Command Create() => new("log", "Tiled transparency logs, ours or anybody's.") { Check() };

    static Command Check()
    {
        var place = new Argument<string>("DIR|URL|FILE")
        {
            Description = "A folder, an http(s):// prefix, or a .ledger bundle.",
        };
        var checkpoint = new Option<string>("--checkpoint")
        {
            Description = "Another checkpoint file of the same log.", HelpName = "NAME",
            DefaultValueFactory = _ => LogSource.Checkpoint,
        };
        var signatures = new Signatures();
        var json = Options.Json();
        var verb = new Command("check", "Check a log's checkpoint, every tile and every entry bundle. No database is "
            + "needed. Exit 0 sound, 1 the first bad place is named, 2 unreadable.")
        {
            place, checkpoint, json,
        };
        signatures.AddTo(verb);
        verb.SetAction(parsed => Signatures.WithCrypto(() => Run(
            parsed.GetRequiredValue(place), parsed.GetRequiredValue(checkpoint), signatures.Policy(parsed),
            parsed.GetValue(json))));
        return verb;
    }

    static int Run(string place, string checkpoint, SignaturePolicy? policy, bool json)
    {
        using var source = LogSource.Open(place);
        Checkpoint? found = null;
        BadLog? bad = null;
        try
        {
            var log = new TiledLog(source, policy, checkpoint);
            found = log.Checkpoint;
            log.Check();
        }
        catch (BadLog e)
        {
            bad = e;
        }
        if (json)
            Write(found, bad, policy is not null);
        else
            Print(found, bad, policy);
        return bad is null ? Exit.Done : Exit.Diverged;
    }

    static void Print(Checkpoint? checkpoint, BadLog? bad, SignaturePolicy? policy)
    {
        var o = Console.Out;
        if (checkpoint is not null)
            o.WriteLine($"{Terminal.Plain(checkpoint.Origin)}: {checkpoint.Size:N0} entries, root {checkpoint.Root}");
        if (bad is not null)
            o.WriteLine($"BAD  {Terminal.Plain(bad.Message)}");
        else
            o.WriteLine("SOUND: every entry and every tile is what the checkpoint says.");
        if (policy is null)
            o.WriteLine(Signatures.Limit);
        else if (bad is null)
            o.WriteLine($"Signed by {policy.Log.Name}"
                + (policy.Quorum > 0 ? $" and at least {policy.Quorum} of {policy.Witnesses.Count} witnesses." : "."));
    }

    static void Write(Checkpoint? checkpoint, BadLog? bad, bool signed) => Terminal.Json(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("sound", bad is null);
        json.WriteBoolean("signaturesChecked", signed);
        if (checkpoint is not null)
        {
            json.WriteString("origin", checkpoint.Origin);
            json.WriteNumber("size", checkpoint.Size);
            json.WriteString("root", checkpoint.Root.ToString());
        }
        if (bad is not null)
        {
            json.WriteString("path", bad.Path);
            if (bad.Position is { } position)
                json.WriteNumber("position", position);
            json.WriteString("reason", bad.Reason);
        }
        json.WriteEndObject();
    });
}
