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
        var results = rows.Results.Where(result => result.Round == number).ToArray();
        Terminal.Console.WriteLine();
        Terminal.Console.MarkupLine($"[bold]Round {number}[/], {kind}: {round.Length} entrants, "
            + (round.All(seat => seat.Advanced is null)
                ? "running"
                : $"{round.Count(seat => seat.Advanced == true)} go on")
            + (kind == "boss" ? $"; {rows.Bar}" : ""));
        IRenderable picture = kind switch
        {
            "group" => Groups(round, results),
            "knockout" => Pairs(round, results),
            _ => Boss(round, results, rows.Judged),
        };
        Terminal.Console.Write(picture);
    }

    /// <summary>Each group's entrants, the best first; those who go on are marked.</summary>
    static Table Groups(IEnumerable<Seat> round, Result[] results)
    {
        var isScore = results.Any(result => Result.IsScore(result.Type));
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("group", "", "hotkey", isScore ? "result" : "loss", "score", "reason");
        foreach (var group in round.GroupBy(seat => seat.Slot))
        {
            var seats = group.Select(seat => (Seat: seat, Result: Of(results, seat)))
                .OrderByDescending(s => s.Seat.Advanced == true)
                .ThenBy(s => s.Result is { Loss: { } loss } && !double.IsNaN(loss)
                    ? Result.IsScore(s.Result.Type) ? -loss : loss
                    : double.PositiveInfinity);
            foreach (var (seat, result) in seats)
                table.AddRow(Terminal.Cell(group.Key), Mark(seat), Name(seat), Loss(result),
                    Terminal.Cell(result?.Score is { } score ? Terminal.Number(score) : ""),
                    Terminal.Cell(result?.Reason));
        }
        return table;
    }

    /// <summary>Pairs as brackets: the two names, their losses, and a mark at the one who goes on.</summary>
    static Grid Pairs(IEnumerable<Seat> round, Result[] results)
    {
        var grid = new Grid().AddColumns(5);
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
            table.AddColumn(new TableColumn(Name(seat)));
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

    static Text Mark(Seat seat) => new(seat.Advanced == true ? "✓" : seat.NodeGone ? "gone" : "");

    static Text Name(Seat seat) =>
        Terminal.Cell(seat.Placeholder ? "the champion" : Terminal.Short(Terminal.Plain(seat.Hotkey)));

    static Text Loss(Result? result) => Terminal.Cell(
        result?.Loss is { } loss ? Terminal.Number(loss) : result is null ? "" : "not scored");
}
