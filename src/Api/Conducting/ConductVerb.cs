using System.CommandLine;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Runners.Conductor;
using Gradients.Runners.Conductor.Crew;

namespace Gradients.Api.Conducting;

/// <summary><c>gradients conduct FILE</c>: tournaments run themselves, from their announcement to their weights.</summary>
internal static class ConductVerb
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE")
        {
            Description = "Hosts, catalogue, rules and folders; docs/conductor.md describes it.",
        };
        var once = new Option<bool>("--once")
        {
            Description = "End when nothing can be done any more without somebody else, instead of waiting for work.",
        };
        var node = new Option<string>("--node")
        {
            Description = "What this node is called by others.", HelpName = "NAME",
            DefaultValueFactory = _ => $"{Environment.MachineName}/{Environment.ProcessId}",
        };
        var lease = new Option<double>("--lease")
        {
            Description = "Seconds after which another node takes over when this one is gone.", HelpName = "S",
            DefaultValueFactory = _ => 6,
        };
        var json = Options.Json();
        json.Description = "Print one JSON object a line instead of text.";
        var database = Options.Database();
        var verb = new Command("conduct", "Conduct tournaments: check and build entries, draw rounds, pose tasks, run "
            + "miners' code in the cage, measure, decide and derive weights, until stopped. Of several nodes on one "
            + "database one conducts; the others take over when it is gone.")
        {
            file, once, node, lease, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            var home = Read(parsed.GetRequiredValue(file));
            await using var ledger = await OpenLedger.AsWriterAsync(parsed.GetValue(database), cancel);
            if (parsed.GetValue(lease) is not (>= 1 and <= 600 and var seconds))
                throw new Trouble("--lease has to be 1 to 600 seconds");
            var settings = ConductSettings.Usual(parsed.GetRequiredValue(node), parsed.GetValue(once)) with
            {
                Lease = TimeSpan.FromSeconds(seconds),
            };
            var teller = new Teller(parsed.GetValue(json));
            try
            {
                await home.Open(ledger.Source, settings, OpenLedger.Now, teller.Tell).RunAsync(cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                // Told to stop: runs live on, and whoever conducts next goes on with them.
            }
            return Exit.Done;
        });
        return verb;
    }

    static ConductorHome Read(FileInfo file)
    {
        try
        {
            return ConductorHome.Read(file.FullName);
        }
        catch (FormatException wrong)
        {
            throw new Trouble(Terminal.Plain(wrong.Message));
        }
    }
}
