using System.Collections.Immutable;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Projections.Tests;

/// <summary>
/// A ledger in memory, told command by command through the real decider, with every projection behind it. Tournaments
/// are imported ones: they may be small, and their draws are given.
/// </summary>
public sealed class Story
{
    const int Netuid = 56;

    readonly string _rulebook;

    public static readonly string Placeholder = Constants2025_12.Placeholder.Text;

    readonly MemoryLedger _ledger = new();
    long _commands;

    public Story(string rulebook = Constants2025_12.RulebookId)
    {
        _rulebook = rulebook;
        Send(Streams.Rulebook, new AdoptRulebook(rulebook));
    }

    public ProjectionSet Projections { get; } = new();

    public RowMap Tables { get; } = new();

    /// <summary>The rows that the last command changed.</summary>
    public ImmutableArray<Row> Changed { get; private set; } = [];

    public IReadOnlyList<Recorded> Events => _ledger.Events;

    public long Head => _ledger.State.Head;

    public LedgerState State => _ledger.State;

    public Story Send(string stream, LedgerCommand command)
    {
        var answer = _ledger.Handle(stream, 1_764_547_200_000_000 + _commands, $"command {++_commands}", command);
        var accepted = answer as Answer.Accepted;
        Assert.True(accepted is not null, $"{CommandTypes.Of(command).Alias} on {stream}: {answer}");
        var rows = new List<Row>();
        foreach (var e in accepted.Events)
            Projections.Apply(e, rows);
        Changed = [.. rows];
        Tables.Put(Changed);
        foreach (var projection in Projections.Running)
            Assert.True(projection.Fault is null, $"{projection.Name}: {projection.Fault}");
        return this;
    }

    /// <summary>Why a command is refused now.</summary>
    public Refusal Refused(string stream, LedgerCommand command) => Assert.IsType<Answer.Refused>(
        _ledger.Handle(stream, 1_764_547_200_000_000 + _commands, $"refused {_commands}", command)).Refusal;

    public Story Tell(string tournament, TournamentEvent fact) =>
        Send(Streams.Tournament(tournament), new Report(fact));

    public Story Announce(string tournament, TournamentType type = TournamentType.Text, string? champion = null) =>
        Send(Streams.Tournament(tournament), new AnnounceTournament(
            Completion.Operator, champion is null ? null : new Hotkey(champion), Origin.Imported,
            _rulebook, type));

    public Story Enter(string tournament, string hotkey) => Tell(
        tournament, new EntrySubmitted($"{hotkey}-cold", new('a', 40), new(hotkey), $"https://example.org/{hotkey}"));

    /// <summary>Announces, enters and accepts everybody, and closes the field.</summary>
    public Story Open(string tournament, TournamentType type, params string[] hotkeys)
    {
        Announce(tournament, type);
        foreach (var hotkey in hotkeys)
            Enter(tournament, hotkey).Tell(tournament, new EntryAccepted(new(hotkey)));
        return CloseField(tournament);
    }

    /// <summary>Nothing is known of these but their hotkeys; all are accepted, and the field is closed.</summary>
    public Story Fill(string tournament, IEnumerable<string> hotkeys)
    {
        foreach (var hotkey in hotkeys)
            Tell(tournament, new EntrySubmitted(null, null, new(hotkey), null))
                .Tell(tournament, new EntryAccepted(new(hotkey)));
        return CloseField(tournament);
    }

    public Story CloseField(string tournament) => Send(Streams.Tournament(tournament), new CloseField());

    /// <summary>Each argument is one slot.</summary>
    public Story Draw(string tournament, params string[][] slots) =>
        Send(Streams.Tournament(tournament), new DrawRound(
            [.. slots.Select(slot => slot.Select(hotkey => new Hotkey(hotkey)).ToImmutableArray())], null));

    public Story Pose(
        string tournament, string task, int slot, string[] entrants, TaskType type = TaskType.InstructTextTask,
        string? replaces = null) =>
        Tell(tournament, new TaskPosed(
            null, [.. entrants.Select(hotkey => new Hotkey(hotkey))], null, null, null, null, replaces, slot, task,
            type));

    public Story Train(string tournament, string task, string hotkey, TrainingStatus status = TrainingStatus.Success) =>
        Tell(tournament, new TrainingEnded(new(hotkey), status, task));

    public Story Measure(
        string tournament, string task, string hotkey, double loss, string? reason = null, bool isFinetune = true) =>
        Tell(tournament, new LossMeasured(null, new(hotkey), isFinetune, loss, "exact", reason, task));

    public Story Decide(string tournament, string task) => Send(Streams.Tournament(tournament), new DecideTask(task));

    /// <summary>A task from its posing to its verdict; entrants stand in row order.</summary>
    public Story Play(string tournament, string task, int slot, params (string Hotkey, double Loss)[] rows) =>
        Play(tournament, task, slot, TaskType.InstructTextTask, rows);

    public Story Play(
        string tournament, string task, int slot, TaskType type, params (string Hotkey, double Loss)[] rows)
    {
        Pose(tournament, task, slot, [.. rows.Select(row => row.Hotkey)], type);
        foreach (var (hotkey, loss) in rows)
            Train(tournament, task, hotkey).Measure(tournament, task, hotkey, loss);
        return Decide(tournament, task);
    }

    public Story CloseRound(string tournament) => Send(Streams.Tournament(tournament), new CloseRound());

    public Story Complete(string tournament) => Send(Streams.Tournament(tournament), new CompleteTournament());

    /// <summary>The boss round of six tasks: the challenger wins as many as asked for.</summary>
    public Story Final(string tournament, string challenger, int wins)
    {
        Draw(tournament, [challenger, Placeholder]);
        for (var i = 0; i < Constants2025_12.FinalTasks; i++)
            Play(tournament, $"{tournament}-final-{i}", 0, (challenger, i < wins ? 0.5 : 2.0), (Placeholder, 1.0));
        return CloseRound(tournament);
    }

    /// <summary>A whole small tournament: the first of two entrants wins so many tasks of the boss round.</summary>
    public Story Tournament(
        string tournament, string first, string second, int wins, TournamentType type = TournamentType.Text)
    {
        Open(tournament, type, first, second).Draw(tournament, [first, second]);
        return Play(tournament, $"{tournament}-1", 0, (first, 0.1), (second, 0.2)).CloseRound(tournament)
            .Final(tournament, first, wins).Complete(tournament);
    }

    public Story Observe(params string[] hotkeys) => Send(Streams.Metagraph(Netuid), new Report(
        new MetagraphObserved(null, null, [.. hotkeys.Select(hotkey => new Hotkey(hotkey))])));

    public Story DeriveWeights() => Send(Streams.Weights(Netuid), new DeriveWeights());

    /// <summary>The row under a key; its cells by column name.</summary>
    public Cells Row(string table, params object[] key) => Tables.Row(table, key);
}
