using System.CommandLine;
using System.Text.Json;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Projections;
using Spectre.Console;

namespace Gradients.Api.Tournaments;

/// <summary><c>gradients champions [TYPE]</c>: who has reigned, since when, over how many defences.</summary>
internal static class ChampionsVerb
{
    /// <summary>A reign brought by an import began before this ledger: it has no From and no Since.</summary>
    sealed record Reign(
        string Type, int Number, string Champion, string? From, long? Since, int Defences, int Streak, double? Margin,
        string? Until, long? UntilPosition);

    public static Command Create()
    {
        var type = new Argument<string?>("TYPE")
        {
            Description = "text or image; both when left out.", Arity = ArgumentArity.ZeroOrOne,
        };
        type.AcceptOnlyFromAmong("text", "image", "environment");
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("champions", "List the champions' reigns: streaks, defences and the margin to beat.")
        {
            type, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var ledger = await OpenLedger.AsReaderAsync(parsed.GetValue(database), cancel);
            await CurrentTables.OpenAsync(ledger, cancel);
            var reigns = await ReadAsync(ledger, parsed.GetValue(type), cancel);
            if (parsed.GetValue(json))
                Terminal.Json(writer => Write(writer, reigns));
            else
                Print(reigns);
            return Exit.Done;
        });
        return verb;
    }

    internal static async Task PrintAsync(OpenLedger ledger, string? type, CancellationToken cancel) =>
        Print(await ReadAsync(ledger, type, cancel));

    static async Task<List<Reign>> ReadAsync(OpenLedger ledger, string? type, CancellationToken cancel) =>
        await ledger.Source.ListAsync(
            "select type, reign, champion, from_tournament, since_position, defences, streak, margin, "
            + "until_tournament, until_position from ledger.champion_reigns where type = coalesce($1, type) "
            + "order by type desc, reign",
            r => new Reign(r.GetString(0), r.GetInt32(1), r.GetString(2), r.Text(3), r.Maybe<long>(4),
                r.GetInt32(5), r.GetInt32(6), r.Maybe<double>(7), r.Text(8), r.Maybe<long>(9)),
            cancel, (object?)type ?? DBNull.Value);

    static void Print(List<Reign> reigns)
    {
        if (reigns.Count == 0)
        {
            Console.WriteLine("Nobody has reigned yet.");
            return;
        }
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("type", "reign", "champion", "since", "wins", "defences", "margin to beat", "until");
        foreach (var r in reigns)
            table.AddRow(
                Terminal.Cell(r.Type), Terminal.Cell(r.Number), Terminal.Cell(Terminal.Short(Terminal.Plain(r.Champion))),
                Terminal.Cell(r.From is null ? "before this ledger" : $"{r.From} (#{r.Since})"),
                Terminal.Cell(r.Streak), Terminal.Cell(r.Defences),
                Terminal.Cell(r.Margin is { } margin ? Terminal.Percent(margin) : ""),
                r.Until is null ? new Markup("[bold]reigning[/]") : Terminal.Cell($"{r.Until} (#{r.UntilPosition})"));
        Terminal.Console.Write(table);
    }

    static void Write(Utf8JsonWriter json, List<Reign> reigns) => json.WriteObjects(reigns, r =>
    {
        json.WriteString("type", r.Type);
        json.WriteNumber("reign", r.Number);
        json.WriteString("champion", r.Champion);
        json.WriteString("from_tournament", r.From);
        if (r.Since is { } since)
            json.WriteNumber("since_position", since);
        json.WriteNumber("streak", r.Streak);
        json.WriteNumber("defences", r.Defences);
        if (r.Margin is { } margin)
            json.WriteExact("margin", margin);
        json.WriteString("until_tournament", r.Until);
        if (r.UntilPosition is { } position)
            json.WriteNumber("until_position", position);
    });
}
