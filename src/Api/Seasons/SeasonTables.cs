using Gradients.Api.Shell;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Projections.Seasons;
using Spectre.Console;

namespace Gradients.Api.Seasons;

/// <summary>A replayed season for people: who won what, and how each weight setting came out.</summary>
internal static class SeasonTables
{
    public static void Print(SeasonReplay replay)
    {
        Console.WriteLine($"Season {Terminal.Plain(replay.Season.Name)}: {replay.Ledger.Events.Count:N0} events.");
        var tournaments = new Table().Border(TableBorder.Simple)
            .AddColumns("tournament", "type", "entrants", "rounds", "real winner", "streak", "margin");
        foreach (var t in replay.Season.Tournaments)
        {
            var finished = replay.Finished(t);
            tournaments.AddRow(
                Terminal.Cell(t.Id), Terminal.Cell(t.Type.ToString().ToLowerInvariant()),
                Terminal.Cell(t.Participants.Length), Terminal.Cell(t.Rounds.Length),
                Terminal.Cell(replay.Result(t) is { } result ? Terminal.Short(result.RealWinner.Text) : "running"),
                Terminal.Cell(replay.StreakAfter(t)),
                Terminal.Cell(finished is null ? "" : Terminal.Number(finished.Margin)));
        }
        Terminal.Console.Write(tournaments);
        var settings = new Table().Border(TableBorder.Simple)
            .AddColumns("setting", "text share", "image share", "burn", "nodes paid", "largest node");
        for (var i = 0; i < replay.Settings.Count; i++)
        {
            var setting = replay.Settings[i];
            var row = setting.Quantised as Quantised.Row;
            var largest = row is null ? -1 : row.Weights.IndexOf(ushort.MaxValue);
            settings.AddRow(
                Terminal.Cell(i), Terminal.Cell(Terminal.Number(setting.Burn.Shares.TextTournamentWeight)),
                Terminal.Cell(Terminal.Number(setting.Burn.Shares.ImageTournamentWeight)),
                Terminal.Cell(Terminal.Number(setting.Burn.Shares.BurnWeight)),
                Terminal.Cell(row?.Uids.Length ?? 0),
                Terminal.Cell(largest < 0 ? "none" : $"uid {row!.Uids[largest]}"));
        }
        Terminal.Console.Write(settings);
    }
}
