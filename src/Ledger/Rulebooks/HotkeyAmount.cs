namespace Gradients.Ledger.Rulebooks;

/// <summary>
/// A number that belongs to a hotkey (points, or a share of a type's weight) in a list whose order matters.
/// </summary>
public readonly record struct HotkeyAmount(Hotkey Hotkey, double Amount);
