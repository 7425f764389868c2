using System.CommandLine;
using Gradients.Api.Shell;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Projections.Simulation;

namespace Gradients.Api.Seasons;

/// <summary><c>gradients season simulate</c>: an invented season, the same for the same seed on every machine.</summary>
internal static class SimulateVerb
{
    const int MostTournaments = 100_000;

    public static Command Create()
    {
        var seed = new Option<long>("--seed")
        {
            Description = "Any number; the same seed gives the same season.", DefaultValueFactory = _ => 1, HelpName = "S",
        };
        var tournaments = new Option<int>("--tournaments")
        {
            Description = "How many tournaments, of both types in turn.", DefaultValueFactory = _ => 6, HelpName = "N",
        };
        var rules = new Option<string>("--rules")
        {
            Description = "Whose rules: " + string.Join(", ", JoinedSimulator.Rules) + ". 'all' is one ledger that spans "
                + "them; there are as many tournaments under each (of the pool: weeks). All but 2025.12 give commands.",
            DefaultValueFactory = _ => Constants2025_12.RulebookId, HelpName = "R",
        };
        var file = new Option<string>("--out")
        {
            Description = "A name ending in .ndjson takes commands for 'gradients record', any other a season file for "
                + "'season replay' and 'season import'; - is standard output.",
            DefaultValueFactory = _ => "-", HelpName = "FILE",
        };
        var json = Options.Json();
        var verb = new Command("simulate", "Invent a season of tournaments deterministically, for demos, load and tests.")
        {
            seed, tournaments, rules, file, json,
        };
        verb.SetAction(parsed =>
        {
            var count = parsed.GetValue(tournaments);
            if (count is < 1 or > MostTournaments)
                throw new Trouble($"--tournaments is {count}: 1 to {MostTournaments} are possible");
            var path = parsed.GetRequiredValue(file);
            var book = parsed.GetRequiredValue(rules);
            if (!JoinedSimulator.Rules.Contains(book))
                throw new Trouble($"--rules is '{book}': {string.Join(", ", JoinedSimulator.Rules)} can be simulated");
            if (book != Constants2025_12.RulebookId)
            {
                var joined = new JoinedSimulator(parsed.GetValue(seed), book, count);
                Output.Write(path, target => SeasonFileWriter.WriteLines(joined.Commands(), target));
                if (path != "-")
                    Say(path, count, parsed.GetValue(json));
                return Exit.Done;
            }
            var asCommands = path.EndsWith(".ndjson", StringComparison.Ordinal);
            var simulator = new SeasonSimulator(parsed.GetValue(seed), count, cancels: asCommands);
            Output.Write(path, target =>
            {
                if (asCommands)
                    SeasonFileWriter.WriteCommands(simulator, target);
                else
                    SeasonFileWriter.WriteSeason(simulator.Events(), $"simulated-{parsed.GetValue(seed)}", target);
            });
            if (path != "-")
                Say(path, count, parsed.GetValue(json));
            return Exit.Done;
        });
        return verb;
    }

    static void Say(string path, int tournaments, bool json)
    {
        if (json)
            Terminal.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("file", path);
                writer.WriteNumber("tournaments", tournaments);
                writer.WriteEndObject();
            });
        else
            Console.WriteLine($"{tournaments} tournaments written to {path}.");
    }
}
