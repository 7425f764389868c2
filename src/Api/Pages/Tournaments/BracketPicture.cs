namespace Gradients.Api.Pages;

/// <summary>Where everything of a bracket stands in its drawing: boxes in columns, and lines along which people go on.</summary>
public sealed class BracketPicture
{
    public const double BoxWidth = 192, RowHeight = 22, HeadHeight = 26;
    const double Gap = 42, Between = 18, Top = 34, Side = 8;

    /// <summary>So many of a group are drawn besides those who go on; the rest is a number.</summary>
    const int Others = 2;

    readonly List<Box> _boxes = [];
    readonly List<string> _lines = [];
    readonly List<(double X, string Title)> _heads = [];

    public BracketPicture(IReadOnlyList<RoundView> rounds)
    {
        var places = new Dictionary<string, (double X, double Y)>(StringComparer.Ordinal);
        var x = Side;
        foreach (var round in rounds)
        {
            _heads.Add((x, $"Round {round.Number} · {round.Title}"));
            var y = Top;
            var next = new Dictionary<string, (double X, double Y)>(StringComparer.Ordinal);
            foreach (var slot in round.Slots)
            {
                var box = Box.Of(round, slot, x, y, Others);
                _boxes.Add(box);
                for (var i = 0; i < box.Rows.Count; i++)
                    Connect(box, i, places, next);
                y += box.Height + Between;
            }
            Height = Math.Max(Height, y);
            places = next;
            x += BoxWidth + Gap;
        }
        Width = x - Gap + Side;
    }

    public double Width { get; }

    public double Height { get; private set; }

    public IReadOnlyList<Box> Boxes => _boxes;

    /// <summary>SVG paths.</summary>
    public IReadOnlyList<string> Lines => _lines;

    public IReadOnlyList<(double X, string Title)> Heads => _heads;

    void Connect(
        Box box, int row, Dictionary<string, (double X, double Y)> before, Dictionary<string, (double X, double Y)> next)
    {
        var seat = box.Rows[row];
        var y = box.RowY(row) + (RowHeight / 2);
        if (before.TryGetValue(seat.Hotkey, out var from))
        {
            var middle = from.X + ((box.X - from.X) / 2);
            _lines.Add($"M{Words.X(from.X)} {Words.X(from.Y)}C{Words.X(middle)} {Words.X(from.Y)} "
                + $"{Words.X(middle)} {Words.X(y)} {Words.X(box.X)} {Words.X(y)}");
        }
        if (seat.Advanced == true)
            next[seat.Hotkey] = (box.X + BoxWidth, y);
    }
}

/// <summary>A group or pair in the drawing.</summary>
/// <param name="More">How many more are in it than are drawn.</param>
public sealed record Box(double X, double Y, string Title, IReadOnlyList<SeatView> Rows, int More, bool IsBoss)
{
    internal static Box Of(RoundView round, SlotView slot, double x, double y, int others)
    {
        var ranked = slot.Ranked.ToArray();
        var shown = ranked.Length <= 4 ? ranked.Length
            : Math.Min(ranked.Length, Math.Max(4, ranked.Count(s => s.Advanced == true) + others));
        var kinds = string.Join(", ", slot.Tasks.Select(t => Words.Task(t.Type)).Distinct());
        var title = round.Kind switch
        {
            "group" => $"Group {Words.Letter(slot.Slot)} · {kinds}",
            "knockout" => $"Pair {slot.Slot + 1} · {kinds}",
            _ => $"Boss round · {slot.Tasks.Count} task{(slot.Tasks.Count == 1 ? "" : "s")}",
        };
        return new(x, y, title, ranked[..shown], ranked.Length - shown, round.Kind == "boss");
    }

    public double Height => BracketPicture.HeadHeight + (BracketPicture.RowHeight * (Rows.Count + (More > 0 ? 1 : 0)));

    public double RowY(int row) => Y + BracketPicture.HeadHeight + (BracketPicture.RowHeight * row);
}
