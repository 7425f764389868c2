namespace Gradients.Ledger.Rulebooks;

/// <summary>
/// All that later rules read of a finished tournament. Histories list them by creation, oldest first, one type each.
/// </summary>
/// <param name="Id">The tournament's id.</param>
/// <param name="Winner">
/// As stored: the placeholder where the champion kept the title; absent or empty when none.
/// </param>
/// <param name="Base">The champion when it was announced; absent or empty for the first of its type.</param>
/// <param name="FreshPerformance">The median performance difference of its final, 0.0 without a final.</param>
/// <param name="StoredPerformance">The difference stored at a weight setting, absent while none was.</param>
/// <param name="Participants">How many participant records it has, the placeholder's included.</param>
public sealed record CompletedTournament(
    string Id,
    Hotkey? Winner,
    Hotkey? Base,
    double FreshPerformance,
    double? StoredPerformance,
    int Participants = 0);
