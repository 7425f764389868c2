using System.CommandLine;
using Gradients.Api.Shell;
using Gradients.Projections.Seasons;

namespace Gradients.Api.Seasons;

/// <summary><c>gradients season</c>: whole seasons of facts: invented, imported, or replayed in memory.</summary>
internal static class SeasonVerb
{
    public static Command Create() =>
        new("season", "Simulate, import or replay a season of tournaments.")
        {
            SimulateVerb.Create(), ImportVerb.Create(), Replay(),
        };

    static Command Replay()
    {
        var file = new Argument<string>("FILE") { Description = "A season file; - reads standard input." };
        var json = Options.Json();
        var verb = new Command("replay", "Send a season's facts through the real commands in memory and print what "
            + "comes out; nothing is stored.")
        {
            file, json,
        };
        verb.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.GetValue(json)));
        return verb;
    }

    static int Run(string path, bool json)
    {
        var replay = SeasonFile.Read(path, SeasonReplay.Of);
        if (json)
        {
            using var output = Console.OpenStandardOutput();
            SeasonDocument.Write(replay, output);
            output.WriteByte((byte)'\n');
            return Exit.Done;
        }
        SeasonTables.Print(replay);
        return Exit.Done;
    }
}
