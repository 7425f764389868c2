using System.Collections.Immutable;
using Gradients.Ledger.Weights;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>Rule 4.9: what each type's tournament weighs and what is burnt.</summary>
/// <param name="Shares">The seven fields.</param>
/// <param name="Stored">Fresh differences that a weight setting stores; looking stores nothing.</param>
public sealed record BurnDetails(BurnShares Shares, ImmutableArray<StoredPerformance> Stored);

/// <inheritdoc cref="BurnDetails"/>
public static class Burn
{
    /// <param name="text">Completed text tournaments, oldest first.</param>
    /// <param name="image">Completed image tournaments, oldest first.</param>
    public static BurnDetails Details(
        IReadOnlyList<CompletedTournament> text, IReadOnlyList<CompletedTournament> image)
    {
        var stored = ImmutableArray.CreateBuilder<StoredPerformance>(2);
        var textDifference = Difference(text, stored);
        var imageDifference = Difference(image, stored);

        const double textCap = Constants2025_12.TextWeightCap, imageCap = Constants2025_12.ImageWeightCap;
        var textWeight = Math.Min(Constants2025_12.TextWeight + Increase(textDifference, text), textCap);
        var imageWeight = Math.Min(Constants2025_12.ImageWeight + Increase(imageDifference, image), imageCap);
        var shares = new BurnShares(
            BurnWeight: 1.0 - textWeight - imageWeight,
            ImageBurnProportion: (imageCap - imageWeight) / imageCap,
            ImagePerformanceDiff: imageDifference,
            ImageTournamentWeight: imageWeight,
            TextBurnProportion: (textCap - textWeight) / textCap,
            TextPerformanceDiff: textDifference,
            TextTournamentWeight: textWeight);
        return new BurnDetails(shares, stored.DrainToImmutable());
    }

    /// <summary>
    /// Null without a completed tournament. A changed winner's fresh difference is computed and stored.
    /// </summary>
    static double? Difference(
        IReadOnlyList<CompletedTournament> history, ImmutableArray<StoredPerformance>.Builder stored)
    {
        if (history.Count == 0) return null;
        var latest = history[^1];
        if (!WinnerChanged(history)) return OfReigningChampion(latest, history);
        stored.Add(new StoredPerformance(latest.FreshPerformance, latest.Id));
        return latest.FreshPerformance;
    }

    /// <summary>
    /// By stored winners. Surprise 12: a defence stores nothing. Surprise 11: a champion who enters and wins twice
    /// under the own hotkey has "not changed" either.
    /// </summary>
    static bool WinnerChanged(IReadOnlyList<CompletedTournament> history)
    {
        if (history.Count == 1) return true;
        var latest = history[^1].Winner;
        return history[^2].Winner != latest && latest != Constants2025_12.Placeholder;
    }

    /// <summary>
    /// What the champion's winning tournament has stored. Surprise 11: "the one it first won" is in fact the latest
    /// with that stored winner, so it may be this very tournament, whose value was never computed.
    /// </summary>
    static double OfReigningChampion(CompletedTournament latest, IReadOnlyList<CompletedTournament> history)
    {
        if (RealWinner.Present(latest.Base) is not { } champion) return 0.0;
        for (var i = history.Count - 1; i >= 0; i--)
            if (history[i].Winner == champion) return history[i].StoredPerformance ?? 0.0;
        return 0.0;
    }

    static double Increase(double? difference, IReadOnlyList<CompletedTournament> history)
    {
        var increase = difference is { } d && !(d <= Constants2025_12.EmissionThreshold)
            ? (d - Constants2025_12.EmissionThreshold) * Constants2025_12.EmissionRate
            : 0.0;
        if (history.Count == 0 || Champion(history[^1]) is not { } champion) return increase;

        var extraWins = Math.Max(0, Streak.Of(champion, history) - 1);
        return Math.Max(0.0, increase - extraWins * Constants2025_12.EmissionDecayPerWin);
    }

    /// <summary>The streak that lowers the bonus: 0 where the latest tournament names no champion.</summary>
    public static int ConsecutiveWins(IReadOnlyList<CompletedTournament> history) =>
        history.Count > 0 && Champion(history[^1]) is { } champion ? Streak.Of(champion, history) : 0;

    /// <summary>
    /// The stored winner, or the base winner behind the placeholder: none where the placeholder had none.
    /// </summary>
    static Hotkey? Champion(CompletedTournament latest) =>
        RealWinner.Present(latest.Winner) is not { } winner ? null
            : Constants2025_12.IsPlaceholder(winner) ? RealWinner.Present(latest.Base)
            : winner;
}
