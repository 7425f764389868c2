using System.CommandLine;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;
using Gradients.Projections;

namespace Gradients.Api.Recording;

/// <summary><c>gradients record FILE.ndjson</c>: commands, one a line, each answered.</summary>
internal static class RecordVerb
{
    /// <summary>No command comes near this; a longer line is a mistake or an attack.</summary>
    const int LongestLine = 1 << 20;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Commands, one JSON object a line; - reads standard input." };
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("record", "Carry out commands, one a line; each is answered with its events or the refusal. "
            + "A line that cannot be read stops everything before the first command; a file recorded before changes "
            + "nothing. Exit 1 when any command is refused.")
        {
            file, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            var lines = Read(parsed.GetRequiredValue(file));
            await using var ledger = await OpenLedger.AsWriterAsync(parsed.GetValue(database), cancel);
            return await Recorder.RecordAsync(
                ledger, lines, eachAnswer: true, parsed.GetValue(json), cancel);
        });
        return verb;
    }

    /// <summary>All lines are read before any is carried out, so a broken file changes nothing.</summary>
    static List<CommandLine> Read(string path)
    {
        var commands = new List<CommandLine>();
        var names = new Interner();
        using var lines = new Lines(Input.Open(path), LongestLine, mayEndOpen: true);
        try
        {
            while (lines.TryNext(out var line))
                if (!line.TrimEnd((byte)'\r').IsEmpty)
                    commands.Add(CommandLine.Read(line, names));
        }
        catch (NotCanonical broken)
        {
            throw new Trouble($"{Input.Name(path)} line {lines.Number}, byte {broken.Offset}: "
                + $"{Terminal.Plain(broken.Message)}. Nothing was recorded.");
        }
        return commands;
    }
}
