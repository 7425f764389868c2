using System.CommandLine;
using Gradients.Api.Database;
using Gradients.Api.Recording;
using Gradients.Api.Shell;
using Gradients.Projections.Seasons;

namespace Gradients.Api.Seasons;

/// <summary><c>gradients season import FILE</c>: a season's facts into the ledger, all of them or none.</summary>
internal static class ImportVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A season file; - reads standard input." };
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("import", "Record a season's facts in the ledger through the real commands. The whole "
            + "season is tried in memory first; importing it again changes nothing.")
        {
            file, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            var season = SeasonReader.Read(Input.ReadAll(parsed.GetRequiredValue(file)));
            var lines = SeasonCommands.Of(season).ToList();
            await using var ledger = await OpenLedger.AsWriterAsync(parsed.GetValue(database), cancel);
            return await Recorder.RecordAsync(ledger, lines, parsed.GetValue(json), allOrNothing: true, cancel);
        });
        return verb;
    }
}
