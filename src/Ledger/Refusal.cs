namespace Gradients.Ledger;

/// <summary>Why a command was refused: nothing was appended.</summary>
/// <param name="Code">A stable word for programs, for example <c>field_not_open</c>.</param>
/// <param name="Rule">The rule that forbids it, for example <c>2025.12 4.7</c> or <c>ledger: one entry a hotkey</c>.</param>
/// <param name="Message">One sentence for people: what was found and what is needed.</param>
public sealed record Refusal(string Code, string Rule, string Message)
{
    public override string ToString() => $"{Message} [{Code}; {Rule}]";
}
