using Gradients.Ledger.Hashing;

namespace Gradients.Ledger.Tests.Tournaments;

/// <summary>The facts a tournament is made of, short enough to read in a sentence.</summary>
public static class Facts
{
    public const string Repository = "https://example.org/miner/training";
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";
    public const string HeldOut = "sha256:held-out";
    public const long TextFee = 200_000_000;

    public static EntrySubmitted entry(Hotkey hotkey) => new(null, Commit, hotkey, Repository);

    public static EntryFeePaid fee(Hotkey hotkey, long rao = TextFee) => new(rao, hotkey, null);

    public static EntryAccepted accepted(Hotkey hotkey) => new(hotkey);

    public static LedgerEvent[] an_accepted_entry(Hotkey hotkey) => [entry(hotkey), fee(hotkey), accepted(hotkey)];

    /// <summary>The 32 bytes of a round's seed in hex: its number, 32 times.</summary>
    public static string seed(int round) => string.Concat(Enumerable.Repeat($"{round:x2}", 32));

    public static DrawSeedCommitted a_committed_seed(int round) =>
        new(Hex.Sha256(Convert.FromHexString(seed(round))), round);

    public static TaskPosed a_task(
        string id, Hotkey[] entrants, TaskType type = TaskType.InstructTextTask, int slot = 0, string? replaces = null)
        => new("sha256:dataset", [.. entrants], "1xH100", HeldOut, 4, "org/model", replaces, slot, id, type);

    /// <summary>A run from its schedule to its end, and what the training came to.</summary>
    public static LedgerEvent[] a_training(
        string task, Hotkey hotkey, TrainingStatus status = TrainingStatus.Success, int attempt = 1) =>
    [
        new RunScheduled(attempt, hotkey, task),
        new RunStarted(attempt, hotkey, "sha256:image", "strict", task),
        new RunFinished(attempt, status == TrainingStatus.Success ? 0 : 1, hotkey, null, task, null),
        new TrainingEnded(hotkey, status, task),
    ];

    public static LossMeasured loss(
        string task, Hotkey hotkey, double value, bool isFinetune = true, string? reason = null) =>
        new(HeldOut, hotkey, isFinetune, value, "native", reason, task);

    public static LedgerEvent[] a_trained_loss(string task, Hotkey hotkey, double value) =>
        [.. a_training(task, hotkey), loss(task, hotkey, value)];

    public static TrainingEnded training(string task, Hotkey hotkey, TrainingStatus status = TrainingStatus.Success) =>
        new(hotkey, status, task);
}
