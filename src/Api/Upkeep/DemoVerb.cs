using System.CommandLine;
using Gradients.Api.Audits;
using Gradients.Api.Database;
using Gradients.Api.Recording;
using Gradients.Api.Shell;
using Gradients.Api.Tournaments;
using Gradients.Api.Weights;
using Gradients.Projections.Seasons;
using Gradients.Projections.Simulation;

namespace Gradients.Api.Upkeep;

/// <summary><c>gradients demo</c>: the main job before the reader's eyes, in a ledger of its own.</summary>
internal static class DemoVerb
{
    public static Command Create()
    {
        var seed = new Option<long>("--seed")
        {
            Description = "Which season to invent.", DefaultValueFactory = _ => 1, HelpName = "S",
        };
        var tournaments = new Option<int>("--tournaments")
        {
            Description = "How many tournaments it has.", DefaultValueFactory = _ => 6, HelpName = "N",
        };
        var serve = new Option<bool>("--serve")
        {
            Description = "Instead of showing it here: publish its log and serve its pages, with one more tournament under "
                + "way, until told to stop. A ledger that is there already is served as it is.",
        };
        var containers = new Option<bool>("--containers")
        {
            Description = "Instead: a real tournament of eight miners, whose code is built, run in the cage and measured, "
                + "from their entries to the weights. Needs two container engines (ops/engine up).",
        };
        var engines = new Option<string?>("--engines")
        {
            Description = "For --containers: the folder of runs.sock and builds.sock, as ops/engine prints it.",
            HelpName = "DIR",
        };
        var json = Options.Json();
        var verb = new Command("demo", "Record an invented season in a private PostgreSQL, show brackets, reigns and "
            + "weights, export it, and audit the export. Keeps to a folder of its own unless GRADIENTS_HOME is set.")
        {
            seed, tournaments, serve, containers, engines, json,
        };
        verb.SetAction((parsed, cancel) => parsed.GetValue(containers)
            ? ContainerDemo.RunAsync(parsed.GetValue(engines), parsed.GetValue(json), cancel)
            : parsed.GetValue(serve)
            ? ServedDemo.RunAsync(parsed.GetValue(seed), parsed.GetValue(tournaments), parsed.GetValue(json), cancel)
            : RunAsync(parsed.GetValue(seed), parsed.GetValue(tournaments), parsed.GetValue(json), cancel));
        return verb;
    }

    static async Task<int> RunAsync(long seed, int tournaments, bool json, CancellationToken cancel)
    {
        Home.UseDemoFolder();
        Step(json, 1, $"A private PostgreSQL in {Home.Folder}");
        await using var ledger = await OpenLedger.AsWriterAsync(null, cancel);

        Step(json, 2, $"An invented season of {tournaments} tournaments (seed {seed}), recorded command by command");
        var lines = new SeasonSimulator(seed, tournaments).Commands().ToList();
        var recorded = await Recorder.RecordAsync(ledger, lines, eachAnswer: false, json, cancel);
        if (recorded != Exit.Done)
            return recorded;

        var state = await ledger.StateAsync(null, cancel);
        if (!json)
            await ShowAsync(ledger, state, cancel);

        var export = Path.Combine(Home.Folder, $"demo-{seed}-{tournaments}.ndjson");
        Step(json, 6, $"The ledger as a file: {export}");
        var events = await ExportVerb.WriteAsync(ledger, export, null, cancel);
        if (!json)
            Console.WriteLine($"{events:N0} events written.");

        Step(json, 7, "The audit, from that file alone");
        var exit = AuditVerb.Run(export, strict: false, json);
        if (!json)
            Hints(export);
        return exit;
    }

    static void Step(bool json, int number, string what)
    {
        if (!json)
            Console.WriteLine($"\n[{number}] {what}");
    }

    static async Task ShowAsync(OpenLedger ledger, LedgerState state, CancellationToken cancel)
    {
        var latest = state.Text.Latest ?? state.Image.Latest;
        if (latest is not null)
        {
            Step(false, 3, "The bracket of the latest tournament");
            BracketDrawing.Print(await BracketRows.ReadAsync(ledger.Source, latest.Summary.Id, cancel));
        }
        Step(false, 4, "Who has reigned");
        await ChampionsVerb.PrintAsync(ledger, null, cancel);
        Step(false, 5, "The weights that follow");
        WeightsVerb.Print(state.Head, WeightsVerb.Setting(state, SeasonCommands.Netuid));
    }

    static void Hints(string export) => Console.WriteLine($"""

        Look around in this ledger, with GRADIENTS_HOME={Home.Folder}:
          gradients champions
          gradients explain HOTKEY
          gradients audit {export}
          gradients db status        says how to connect with psql
          gradients db stop          stops the private PostgreSQL
        """);
}
