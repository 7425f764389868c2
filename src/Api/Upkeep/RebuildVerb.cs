using System.CommandLine;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Store;
using Gradients.Projections;

namespace Gradients.Api.Upkeep;

/// <summary><c>gradients rebuild</c>: projection tables anew from the events; readers see the old ones until then.</summary>
internal static class RebuildVerb
{
    public static Command Create()
    {
        var name = new Argument<string?>("PROJECTION")
        {
            Description = $"One of {string.Join(", ", ProjectionSet.Names)}; all when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("rebuild", "Fill projection tables anew from the events and swap them in at once.")
        {
            name, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            string[] names = parsed.GetValue(name) is { } one ? [one] : [.. ProjectionSet.Names];
            if (names.FirstOrDefault(n => !ProjectionSet.Names.Contains(n)) is { } unknown)
                throw new Trouble($"there is no projection '{Terminal.Plain(unknown)}'; there are "
                    + $"{string.Join(", ", ProjectionSet.Names)}");
            await using var ledger = await OpenLedger.AsWriterAsync(parsed.GetValue(database), cancel);
            var tables = new ProjectionTables(ledger.Source);
            await tables.CreateMissingAsync(ProjectionSet.Tables, cancel);
            await Rebuilding.RunAsync(ledger, names, cancel);
            var state = await tables.StateAsync(cancel);
            Print(names, state, parsed.GetValue(json));
            return names.Any(state.Stops.ContainsKey) ? Exit.Diverged : Exit.Done;
        });
        return verb;
    }

    static void Print(string[] names, ProjectionState state, bool json)
    {
        if (json)
        {
            Terminal.Json(writer =>
            {
                writer.WriteStartObject();
                foreach (var name in names)
                    writer.WriteNumber(name, state.Bookmark(name));
                writer.WriteEndObject();
            });
            return;
        }
        foreach (var name in names)
            Console.WriteLine(state.Stops.TryGetValue(name, out var stop)
                ? $"{name}: STOPPED at position {stop.Position}: {Terminal.Plain(stop.Reason)}"
                : $"{name}: rebuilt, reflects position {state.Bookmark(name)} of {state.Head}.");
    }
}
