using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Hashing;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Seasons;

/// <summary>
/// Reads a season file: hotkeys, tournaments with participants, rounds, draws, tasks and rows, and snapshots. Members
/// named <c>expected</c> are never looked at.
/// </summary>
public static class SeasonReader
{
    /// <exception cref="SeasonException">The file is no season; the message names the member.</exception>
    public static Season Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { AllowDuplicateProperties = false, MaxDepth = 16 });
            var root = new Fact(document.RootElement, "");
            if (root.Member("format").Integer() != 1)
                throw new SeasonException("format: only format 1 is known.");
            var hotkeys = root.Member("hotkeys").List(f => new Hotkey(f.Text()));
            if (hotkeys.IsEmpty)
                throw new SeasonException("hotkeys: the placeholder at least is needed.");
            var tournaments = root.Member("tournaments").List(f => Tournament(f, hotkeys));
            return new(
                root.Member("season").Text(), Hex.Sha256(json.Span), hotkeys, tournaments,
                root.Member("snapshots").List(f => new SeasonSnapshot(
                    f.Member("at").Time(), f.Member("metagraph").List(m => m.Hotkey(hotkeys)),
                    f.Member("active").List(a => Active(a, tournaments.Length)))));
        }
        catch (JsonException broken)
        {
            throw new SeasonException($"not JSON: {broken.Message}");
        }
    }

    static SeasonTournament Tournament(Fact f, ImmutableArray<Hotkey> hotkeys) => new(
        f.Member("id").Text(),
        f.Member("type").Word("text", "image") == 0 ? TournamentType.Text : TournamentType.Image,
        f.Member("created_at").Time(),
        f.Member("completed_at").Time(),
        f.Member("participants").List(p => p.Hotkey(hotkeys)),
        f.Member("base_winner").IsNull ? null : f.Member("base_winner").Hotkey(hotkeys),
        f.Member("rounds").List(r => Round(r, hotkeys)));

    static SeasonRound Round(Fact f, ImmutableArray<Hotkey> hotkeys)
    {
        var isGroup = f.Member("type").Word("group", "knockout") == 0;
        var isFinal = f.Member("final").Flag();
        return new(
            (int)f.Member("number").Integer(),
            isFinal ? RoundKind.Boss : isGroup ? RoundKind.Group : RoundKind.Knockout,
            f.Member("completed_at").Time(),
            f.Member(isGroup ? "groups" : "pairs").List(slot => slot.List(h => h.Hotkey(hotkeys))),
            f.Member("tasks").List(t => Task(t, hotkeys)),
            f.Member("unregistered").List(h => h.Hotkey(hotkeys)));
    }

    /// <summary><c>[tournament index, rounds completed]</c></summary>
    static (int Tournament, int Rounds) Active(Fact f, int tournaments)
    {
        var cells = f.List(cell => (int)cell.Integer());
        return cells is [>= 0 and var tournament, >= 0 and var rounds] && tournament < tournaments
            ? (tournament, rounds)
            : throw f.Wrong("the index of a tournament and the number of its completed rounds are expected");
    }

    static SeasonTask Task(Fact f, ImmutableArray<Hotkey> hotkeys) => new(
        f.Member("id").Text(),
        (TaskType)f.Member("type").Word("InstructTextTask", "DpoTask", "GrpoTask", "ChatTask", "ImageTask"),
        (int)f.Member("slot").Integer(),
        f.Member("rows").List(r => Row(r, hotkeys)));

    /// <summary><c>[hotkey, training_status, test_loss, is_finetune, reason?]</c></summary>
    static SeasonRow Row(Fact f, ImmutableArray<Hotkey> hotkeys)
    {
        var cells = f.List(cell => cell);
        if (cells.Length is not (4 or 5))
            throw f.Wrong("a row has four or five cells");
        return new(
            cells[0].Hotkey(hotkeys),
            cells[1].IsNull ? null : (TrainingStatus)cells[1].Word("success", "failure", "training", "pending"),
            cells[2].IsNull ? null : cells[2].Number(),
            cells[3].Flag(),
            cells.Length == 5 && !cells[4].IsNull ? cells[4].Text() : null);
    }

    /// <summary>A value in the file together with the path that leads to it.</summary>
    readonly record struct Fact(JsonElement Value, string Path)
    {
        public bool IsNull => Value.ValueKind == JsonValueKind.Null;

        public SeasonException Wrong(string reason) => new($"{(Path.Length == 0 ? "the file" : Path)}: {reason}.");

        public Fact Member(string name)
        {
            var path = Path.Length == 0 ? name : $"{Path}.{name}";
            if (Value.ValueKind != JsonValueKind.Object)
                throw Wrong("an object is expected");
            return Value.TryGetProperty(name, out var member)
                ? new(member, path)
                : throw new SeasonException($"{path}: missing.");
        }

        public ImmutableArray<T> List<T>(Func<Fact, T> read)
        {
            if (Value.ValueKind != JsonValueKind.Array)
                throw Wrong("a list is expected");
            var list = ImmutableArray.CreateBuilder<T>(Value.GetArrayLength());
            foreach (var element in Value.EnumerateArray())
                list.Add(read(new(element, $"{Path}[{list.Count}]")));
            return list.MoveToImmutable();
        }

        public string Text()
        {
            if (Value.ValueKind != JsonValueKind.String)
                throw Wrong("a text is expected");
            try
            {
                return Value.GetString()!;
            }
            catch (InvalidOperationException)
            {
                throw Wrong("the text holds a lone surrogate");
            }
        }

        public long Integer() =>
            Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var number)
                ? number
                : throw Wrong("a whole number is expected");

        /// <summary>A flag as true, false, 1 or 0.</summary>
        public bool Flag() => Value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number when Value.TryGetInt32(out var bit) && bit is 0 or 1 => bit == 1,
            _ => throw Wrong("true, false, 1 or 0 is expected"),
        };

        public double Number()
        {
            if (Value.ValueKind == JsonValueKind.String)
            {
                return Text() switch
                {
                    "NaN" => double.NaN,
                    "Infinity" => double.PositiveInfinity,
                    "-Infinity" => double.NegativeInfinity,
                    _ => throw Wrong("a number, \"NaN\", \"Infinity\" or \"-Infinity\" is expected"),
                };
            }
            return Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out var number)
                && double.IsFinite(number)
                ? number
                : throw Wrong("a number within the range of a binary64 is expected");
        }

        public int Word(params ReadOnlySpan<string> words)
        {
            var place = words.IndexOf(Text());
            return place >= 0 ? place : throw Wrong($"one of {string.Join(", ", words!)} is expected");
        }

        public long Time() =>
            Moment.TryParse(Text(), out var micros) ? micros : throw Wrong("a UTC time in ISO 8601 is expected");

        public Hotkey Hotkey(ImmutableArray<Hotkey> hotkeys)
        {
            var index = Integer();
            return index >= 0 && index < hotkeys.Length
                ? hotkeys[(int)index]
                : throw Wrong($"{index} is no index into hotkeys");
        }
    }
}
