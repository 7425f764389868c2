using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;
using Gradients.Projections.Seasons;

namespace Gradients.Projections.Simulation;

/// <summary>
/// Writes the facts of a ledger as a season file (format 1, without any <c>expected</c>), which <see cref="SeasonReader"/>
/// reads; or the commands of a simulated season as lines that <c>record</c> takes.
/// </summary>
public sealed class SeasonFileWriter
{
    static readonly string[] Trainings = ["success", "failure", "training", "pending"];

    readonly Utf8JsonWriter _json;
    readonly Dictionary<Hotkey, int> _places = [];

    SeasonFileWriter(Utf8JsonWriter json) => _json = json;

    /// <param name="events">A whole ledger in order.</param>
    /// <param name="name">The season's name, kept in the file.</param>
    /// <exception cref="SeasonException">The ledger holds something that no season can tell.</exception>
    public static void WriteSeason(IEnumerable<Recorded> events, string name, Stream target)
    {
        var facts = new SeasonFacts();
        foreach (var e in events)
            facts.Add(e);
        // Times and numbers are written as they stand; indenting would double the file.
        using var json = new Utf8JsonWriter(target, new() { Indented = false });
        new SeasonFileWriter(json).Document(name, facts.Tournaments, facts.Settings());
    }

    /// <summary>One command a line, canonical, each with its time and key.</summary>
    public static void WriteCommands(SeasonSimulator season, Stream target) =>
        WriteLines(season.Commands(), target);

    /// <summary>Commands as lines that <c>record</c> takes.</summary>
    public static void WriteLines(IEnumerable<CommandLine> commands, Stream target)
    {
        var writer = new CanonicalWriter();
        foreach (var line in commands)
        {
            writer.Clear();
            line.Write(writer);
            writer.Raw((byte)'\n');
            target.Write(writer.Written);
        }
    }

    void Document(
        string name, ImmutableArray<SeasonTournament> tournaments, ImmutableArray<ToldSetting> settings)
    {
        var hotkeys = new List<Hotkey> { Constants2025_12.Placeholder };
        hotkeys.AddRange(tournaments.SelectMany(t => t.Participants));
        hotkeys.AddRange(settings.SelectMany(s => s.Snapshot.Metagraph));
        foreach (var hotkey in hotkeys)
            _places.TryAdd(hotkey, _places.Count);
        _json.WriteStartObject();
        _json.WriteNumber("format", 1);
        _json.WriteString("season", name);
        _json.WriteNumber("burn", 0);
        List("hotkeys", hotkeys.Distinct(), hotkey => _json.WriteStringValue(hotkey.Text));
        List("tournaments", tournaments, Tournament);
        List("snapshots", settings, Snapshot);
        _json.WriteEndObject();
    }

    void Tournament(SeasonTournament t)
    {
        _json.WriteStartObject();
        _json.WriteString("id", t.Id);
        _json.WriteString("type", t.Type == TournamentType.Text ? "text" : "image");
        _json.WriteString("created_at", Moment.Text(t.CreatedAt));
        _json.WriteString("completed_at", Moment.Text(t.CompletedAt));
        List("participants", t.Participants, Place);
        if (t.BaseWinner is { } champion)
            _json.WriteNumber("base_winner", _places[champion]);
        else
            _json.WriteNull("base_winner");
        List("rounds", t.Rounds, round => Round(t.Id, round));
        _json.WriteEndObject();
    }

    void Round(string tournament, SeasonRound round)
    {
        var isGroup = round.Kind == RoundKind.Group;
        _json.WriteStartObject();
        _json.WriteString("id", $"{tournament}_round_{round.Number:000}");
        _json.WriteNumber("number", round.Number);
        _json.WriteString("type", isGroup ? "group" : "knockout");
        _json.WriteBoolean("final", round.Kind == RoundKind.Boss);
        _json.WriteString("completed_at", Moment.Text(round.CompletedAt));
        List(isGroup ? "groups" : "pairs", round.Assignments, slot => List(slot, Place));
        List("unregistered", round.Unregistered, Place);
        List("tasks", round.Tasks, Task);
        _json.WriteEndObject();
    }

    void Task(SeasonTask task)
    {
        _json.WriteStartObject();
        _json.WriteString("id", task.Id);
        _json.WriteString("type", task.Type.ToString());
        _json.WriteNumber("slot", task.Slot);
        List("rows", task.Rows, Row);
        _json.WriteEndObject();
    }

    /// <summary><c>[hotkey, training_status, test_loss, is_finetune, reason?]</c></summary>
    void Row(SeasonRow row)
    {
        _json.WriteStartArray();
        Place(row.Hotkey);
        if (row.Training is { } status)
            _json.WriteStringValue(Trainings[(int)status]);
        else
            _json.WriteNullValue();
        Loss(row.Loss);
        _json.WriteNumberValue(row.IsFinetune ? 1 : 0);
        if (row.Reason is { } reason)
            _json.WriteStringValue(reason);
        _json.WriteEndArray();
    }

    void Loss(double? loss)
    {
        if (loss is not { } value)
            _json.WriteNullValue();
        else if (double.IsFinite(value))
            _json.WriteExact(value);
        else
            _json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }

    void Snapshot(ToldSetting setting)
    {
        _json.WriteStartObject();
        _json.WriteString("at", Moment.Text(setting.Snapshot.At));
        _json.WriteString("kind", setting.After is null ? "mid" : "completion");
        if (setting.After is { } after)
            _json.WriteNumber("after", after);
        else
            _json.WriteNull("after");
        List("active", setting.Snapshot.Active, running =>
            List<int>([running.Tournament, running.Rounds], _json.WriteNumberValue));
        List("metagraph", setting.Snapshot.Metagraph, Place);
        _json.WriteEndObject();
    }

    void Place(Hotkey hotkey) => _json.WriteNumberValue(_places[hotkey]);

    void List<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        _json.WritePropertyName(name);
        List(items, write);
    }

    void List<T>(IEnumerable<T> items, Action<T> write)
    {
        _json.WriteStartArray();
        foreach (var item in items)
            write(item);
        _json.WriteEndArray();
    }
}
