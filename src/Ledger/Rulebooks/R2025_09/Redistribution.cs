namespace Gradients.Ledger.Rulebooks.R2025_09;

/// <summary>Rule 4.9: what tournament, pool and burn node get of the emission.</summary>
/// <param name="Withdrawn">Which share of the tournament's weight is withdrawn.</param>
public readonly record struct Redistribution(double Withdrawn, double Tournament, double Regular, double Burn)
{
    /// <param name="difference">How much worse than the pool the tournaments are, on weighted average.</param>
    public static Redistribution Of(double difference)
    {
        var withdrawn = difference <= 0.0 ? 0.0 : Math.Min(
            Constants2025_09.LargestWithdrawal, Constants2025_09.WithdrawalRate * difference);
        return Withdrawing(withdrawn, Constants2025_09.TournamentWeight * withdrawn, nothingLeft: false);
    }

    /// <summary>No completed tournament: all of its weight is withdrawn.</summary>
    public static readonly Redistribution WithoutTournament =
        Withdrawing(1.0, Constants2025_09.TournamentWeight, nothingLeft: true);

    static Redistribution Withdrawing(double withdrawn, double amount, bool nothingLeft) => new(
        withdrawn,
        nothingLeft ? 0.0 : Constants2025_09.TournamentWeight - amount,
        Constants2025_09.RegularWeight + amount * Constants2025_09.WithdrawalGain,
        1.0 - Constants2025_09.RegularWeight - Constants2025_09.TournamentWeight
            + amount * (1.0 - Constants2025_09.WithdrawalGain));

    /// <summary>A type's difference: null without a completed tournament.</summary>
    /// <param name="completed">Comparison and stored winner of each completed one, oldest first.</param>
    public static double? Difference(IReadOnlyList<(PoolComparison Comparison, Hotkey? Winner)> completed)
    {
        if (completed.Count == 0) return null;
        var (latest, winner) = completed[^1];
        if (latest.IsComplete) return latest.Average;
        if (completed.Count > 1 && completed[^2].Comparison is { IsComplete: true } before) return before.Average;
        return winner == Constants2025_09.Placeholder ? 1.0 : 0.0;
    }

    /// <summary>The mean of the types there are, by their weights; 1.0 where there is none.</summary>
    public static double WeightedAverage(double? text, double? image)
    {
        if (text is null && image is null) return 1.0;
        var (sum, weights) = (0.0, 0.0);
        if (text is { } ofText)
        {
            sum += ofText * Constants2025_09.TextTypeWeight;
            weights += Constants2025_09.TextTypeWeight;
        }
        if (image is { } ofImage)
        {
            sum += ofImage * Constants2025_09.ImageTypeWeight;
            weights += Constants2025_09.ImageTypeWeight;
        }
        return sum / weights;
    }
}
