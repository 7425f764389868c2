namespace Gradients.Ledger.Tournaments;

/// <summary>Refusals that several requests share.</summary>
internal static class Refusals
{
    public static readonly Refusal FieldNotOpen =
        new("field_not_open", "ledger: entries belong between announcement and close", "The field is not open.");

    public static readonly Refusal NoRoundRunning =
        new("no_round_running", "2025.12 4.7", "No round is running.");

    public static Refusal NotSs58(string field, string text) =>
        new("not_ss58", "ledger: hotkeys and coldkeys are SS58 texts of prefix 42",
            $"The {field} '{text}' is not an SS58 text of prefix 42 with a right checksum.");

    public static Refusal NoEntry(Hotkey hotkey) =>
        new("no_entry", "ledger: facts about an entry follow its submission", $"{hotkey} has not entered.");

    public static Refusal NoTask(string task) =>
        new("no_task", "ledger: facts about a task follow its posing", $"The running round has no task '{task}'.");

    public static Refusal NotInTask(Hotkey hotkey, string task) =>
        new("not_in_task", "ledger: only a task's entrants take part in it",
            $"{hotkey} is not an entrant of task '{task}'.");

    public static Refusal TaskIsOver(string task) =>
        new("task_is_over", "ledger: facts come before their verdict",
            $"Task '{task}' was decided or replaced already.");
}
