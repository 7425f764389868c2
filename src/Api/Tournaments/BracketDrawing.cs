using Gradients.Api.Pages;
using Gradients.Api.Shell;
using Gradients.Ledger;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Gradients.Api.Tournaments;

/// <summary>A tournament drawn for a terminal, round under round.</summary>
internal static class BracketDrawing
{
    public static void Print(BracketRows rows)
    {
        Terminal.Console.Write(new Rule($"[bold]{Markup.Escape(Terminal.Plain(rows.Tournament))}[/]").LeftJustified());
        foreach (var round in rows.Seats.GroupBy(seat => seat.Round))
            PrintRound(rows, round.Key);
    }

    public static void PrintRound(BracketRows rows, int number)
    {
        var round = rows.Seats.Where(seat => seat.Round == number).ToArray();
        var kind = round[0].Kind;
        Terminal.Console.WriteLine();
        Terminal.Console.MarkupLine($"[bold]Round {number}[/], {kind}: {round.Length} entrants, "
            + (round.All(seat => seat.Advanced is null)
                ? "running"
                : $"{round.Count(seat => seat.Advanced == true)} go on")
            + (kind == "boss" ? $"; {rows.Bar}" : ""));
        Terminal.Console.Write(Picture(rows, number));
    }

    /// <summary>A round as it is drawn. However narrow the terminal is, a loss is not cut in two: names are.</summary>
    internal static IRenderable Picture(BracketRows rows, int number)
    {
        var round = rows.Seats.Where(seat => seat.Round == number).ToArray();
        var results = rows.Results.Where(result => result.Round == number).ToArray();
        return round[0].Kind switch
        {
            "group" => Groups(RoundView.Of(rows, []).Single(view => view.Number == number)),
            "knockout" => Pairs(round, results),
            _ => Boss(round, results, rows.Judged),
        };
    }

    /// <summary>
    /// Each group's entrants, the best first; those who go on are marked. Over several tasks there is a result of each,
    /// and the average place.
    /// </summary>
    static Table Groups(RoundView round)
    {
        var most = round.Slots.Max(group => group.Tasks.Count);
        var result = round.Tasks.Any(task => task.IsHigherBetter) ? "result" : "loss";
        var table = new Table().Border(TableBorder.Simple).AddColumns("group", "", "hotkey");
        for (var i = 1; i <= Math.Max(1, most); i++)
            table.AddColumn(most > 1 ? $"{result} {i}" : result, column => column.NoWrap());
        table.AddColumns(most > 1 ? "place" : "score", "reason");
        foreach (var group in round.Slots)
            foreach (var seat in group.Ranked)
            {
                ResultView?[] its = [.. group.Tasks.Select(task => task.Of(seat.Hotkey))];
                table.AddRow([
                    Terminal.Cell(group.Slot), Mark(seat.Advanced, seat.NodeGone), Name(seat.Hotkey, seat.Placeholder),
                    .. its.Select(one => Loss(one is not null, one?.Loss)),
                    .. Enumerable.Repeat(new Text(""), Math.Max(1, most) - its.Length),
                    Terminal.Cell((most > 1 ? seat.Place : seat.Score) is { } number ? Terminal.Number(number) : ""),
                    Terminal.Cell(string.Join("; ", its.Select(one => one?.Reason).OfType<string>().Distinct())),
                ]);
            }
        return table;
    }

    /// <summary>Pairs as brackets: the two names, their losses, and a mark at the one who goes on.</summary>
    static Grid Pairs(IEnumerable<Seat> round, Result[] results)
    {
        var grid = new Grid().AddColumn().AddColumn(new GridColumn().NoWrap()).AddColumns(3);
        foreach (var pair in round.GroupBy(seat => seat.Slot))
        {
            var line = 0;
            foreach (var seat in pair)
            {
                var result = Of(results, seat);
                grid.AddRow(Name(seat), Loss(result), new Text(line == 0 ? "─┐" : "─┘"), Mark(seat),
                    Terminal.Cell(line == 0 ? result?.Type : result?.Reason));
                line++;
            }
            grid.AddEmptyRow();
        }
        return grid;
    }

    /// <summary>The boss round: every task with both results, who took it, and how where that is recorded.</summary>
    static Table Boss(Seat[] seats, Result[] results, IReadOnlyList<Judgement> judged)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("task", "type");
        foreach (var seat in seats)
            table.AddColumn(new TableColumn(Name(seat)).NoWrap());
        table.AddColumn("taken by");
        if (judged.Count > 0)
            table.AddColumn("how");
        foreach (var task in results.GroupBy(result => result.Task))
        {
            var verdict = judged.FirstOrDefault(one => one.Task == task.Key);
            var cells = new List<IRenderable> { Terminal.Cell(task.Key), Terminal.Cell(task.First().Type) };
            cells.AddRange(seats.Select(seat => Loss(task.FirstOrDefault(result => result.Hotkey == seat.Hotkey))));
            cells.Add(verdict is { How: "draw" } ? new Text("nobody") : Taker(seats, task.ToArray()));
            if (judged.Count > 0)
                cells.Add(Terminal.Cell(verdict is null ? "" : JudgementWords.Of(verdict)));
            table.AddRow(cells);
        }
        return table;
    }

    /// <summary>Who took a task; of environments, which have no verdict for each task, who was ahead.</summary>
    static Text Taker(Seat[] seats, Result[] task)
    {
        if (task.Any(result => result.Type == nameof(TaskType.EnvironmentTask)))
        {
            var best = task.Where(result => result.Loss is not null).Max(result => result.Loss);
            var ahead = seats.Where(seat => task.Any(r => r.Hotkey == seat.Hotkey && r.Loss == best)).ToArray();
            return ahead switch { [var one] => Name(one), [] => new(""), _ => new("tied") };
        }
        var taker = task.FirstOrDefault(result => result.BossRoundWinner == true);
        return taker is null ? new("") : Name(seats.First(seat => seat.Hotkey == taker.Hotkey));
    }

    static Result? Of(Result[] results, Seat seat) =>
        Array.Find(results, result => result.Hotkey == seat.Hotkey && result.Slot == seat.Slot);

    static Text Mark(Seat seat) => Mark(seat.Advanced, seat.NodeGone);

    static Text Mark(bool? advanced, bool nodeGone) => new(advanced == true ? "✓" : nodeGone ? "gone" : "");

    static Text Name(Seat seat) => Name(seat.Hotkey, seat.Placeholder);

    static Text Name(string hotkey, bool placeholder) =>
        Terminal.Cell(placeholder ? "the champion" : Terminal.Short(Terminal.Plain(hotkey)));

    static Text Loss(Result? result) => Loss(result is not null, result?.Loss);

    static Text Loss(bool isThere, double? loss) => Terminal.Cell(
        loss is { } number ? Terminal.Number(number) : isThere ? "not scored" : "");
}
