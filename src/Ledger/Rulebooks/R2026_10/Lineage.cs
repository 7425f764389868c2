namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>A continued fine-tune that a challenger must win, or draw, to take the title.</summary>
/// <param name="Name">Names the models that carry on from each other.</param>
/// <param name="Winner">Of its task in this final; null while nobody has won it.</param>
/// <param name="IsDrawn">Its task was drawn, which is as good as won.</param>
public sealed record Lineage(string Name, Hotkey? Winner = null, bool IsDrawn = false)
{
    public bool IsOpenTo(Hotkey challenger) => IsDrawn || Winner == challenger;
}
