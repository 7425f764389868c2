namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>The hotkey behind a stored winner, and whether the title changed hands.</summary>
public static class RealWinner
{
    /// <summary>
    /// The stored winner, except that the placeholder stands for the base winner where there was one.
    /// </summary>
    public static Hotkey? Of(Hotkey? winner, Hotkey? baseWinner) =>
        Present(winner) is { } stored ? Resolve(stored, baseWinner) : null;

    /// <summary>The base winner for the placeholder where there is one; everybody else is himself.</summary>
    public static Hotkey Resolve(Hotkey hotkey, Hotkey? baseWinner) =>
        Constants2026_10.IsPlaceholder(hotkey) && Present(baseWinner) is { } champion ? champion : hotkey;

    /// <summary>
    /// Rule 4.11: always without an earlier tournament; otherwise unless the placeholder won. Surprise 4: the same
    /// hotkey winning again counts as a change, and so does no winner at all.
    /// </summary>
    public static bool HasChanged(bool hasPrevious, Hotkey? latestWinner) =>
        !hasPrevious || latestWinner != Constants2026_10.Placeholder;

    /// <summary>An empty name is no name.</summary>
    internal static Hotkey? Present(Hotkey? hotkey) => hotkey is { Text.Length: > 0 } ? hotkey : null;
}
