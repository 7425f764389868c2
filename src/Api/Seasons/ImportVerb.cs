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
        var verb = new Command("import", "Record a season's facts in the ledger through the real commands. All of it "
            + "is recorded, or nothing; importing it again changes nothing.")
        {
            file, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            var path = parsed.GetRequiredValue(file);
            var (lines, digest) = SeasonFile.Read(path, season => (SeasonCommands.Of(season).ToList(), season.Digest));
            await using var ledger = await OpenLedger.AsWriterAsync(parsed.GetValue(database), cancel);
            return await Recorder.ImportAsync(
                ledger, Input.Name(path), lines, $"season:{digest}", parsed.GetValue(json), cancel);
        });
        return verb;
    }
}
