using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>One row of a knockout task as its ranking left it.</summary>
/// <param name="Hotkey">The entrant.</param>
/// <param name="Quality">The quality score; absent when never scored.</param>
/// <param name="Loss">The loss or score of the whole task.</param>
/// <param name="IsEligible">Whether the entrant was not punished: a recorded fact.</param>
/// <param name="Vector">Losses example by example, where they were emitted.</param>
public sealed record KnockoutRow(Hotkey Hotkey, double? Quality, double? Loss, bool IsEligible, LossVector? Vector);

/// <summary>Rule 4.5: who wins a pair's task before the final.</summary>
/// <param name="Winner">Null where nobody has a quality score above zero.</param>
/// <param name="Loser">The other one, where the two were compared example by example.</param>
/// <param name="How">By which rule; only head to head are quality scores written, 3.0 and 0.0.</param>
public sealed record Knockout(Hotkey? Winner, Hotkey? Loser, KnockoutPath How)
{
    public static Knockout Of(TaskKind type, ImmutableArray<KnockoutRow> rows)
    {
        if (!Measure.IsPaired(type)) return Fallback(rows);
        var results = rows
            .Where(row => row is { IsEligible: true, Quality: not null, Loss: { } loss } && double.IsFinite(loss))
            .OrderBy(row => row.Loss!.Value).ThenBy(row => row.Hotkey)
            .ToArray();
        if (results is not [{ Vector: { } first } a, { Vector: { } second } b] || !first.PairsWith(second))
            return Fallback(rows);

        var count = ExampleCount.Between(first.Losses.AsSpan(), second.Losses.AsSpan());
        // The smaller loss comes first, so equal counts go to it; equal losses to the smaller hotkey.
        if (count.Wins == count.Losses) return new Knockout(a.Hotkey, b.Hotkey, KnockoutPath.Tied);
        if (count.Wins > count.Losses) return new Knockout(a.Hotkey, b.Hotkey, KnockoutPath.WinRate);
        return b.Loss > a.Loss
            ? new Knockout(a.Hotkey, b.Hotkey, KnockoutPath.MeanLoss)
            : new Knockout(b.Hotkey, a.Hotkey, KnockoutPath.WinRate);
    }

    static Knockout Fallback(ImmutableArray<KnockoutRow> rows)
    {
        Hotkey? winner = null;
        var best = 0.0;
        foreach (var row in rows)
        {
            if (row.Quality is not { } quality || !(quality > best)) continue;
            best = quality;
            winner = row.Hotkey;
        }
        return new Knockout(winner, null, KnockoutPath.QualityScore);
    }
}

/// <summary>Which rule decided a knockout task.</summary>
public enum KnockoutPath
{
    /// <summary>The highest quality score.</summary>
    QualityScore,

    /// <summary>More examples won.</summary>
    WinRate,

    /// <summary>As many examples won: the smaller loss of the whole task.</summary>
    Tied,

    /// <summary>More examples won, but a larger loss of the whole task: the smaller loss wins.</summary>
    MeanLoss,
}
