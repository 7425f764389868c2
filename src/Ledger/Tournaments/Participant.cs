namespace Gradients.Ledger.Tournaments;

/// <summary>A hotkey that takes part, the placeholder included, and the round that put it out (0 while alive).</summary>
public readonly record struct Participant(Hotkey Hotkey, int EliminatedIn)
{
    public bool IsAlive => EliminatedIn == 0;
}
